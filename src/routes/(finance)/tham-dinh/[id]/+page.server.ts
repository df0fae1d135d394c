import type { Actions, PageServerLoad, RequestEvent } from './$types';
import {
	councilKhoanShape,
	giveBackShape,
	rejectionShape,
	saveAppraisalShape,
	signAppraisalShape
} from '#lib/contracts/budgets/save-appraisal.ts';
import { readDecisions } from '#lib/contracts/budgets/typed-decision.ts';
import { emptyTypedLine, linesOfForm } from '#lib/contracts/budgets/typed-line.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import type { Appraisal } from '#lib/domain/budgets/appraisal.ts';
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { checkRejection } from '#lib/server/app/budgets/check-rejection.ts';
import { declineRejection, rejectAppraisal } from '#lib/server/app/budgets/decide-rejection.ts';
import { giveBackAppraisal } from '#lib/server/app/budgets/give-back-appraisal.ts';
import { proposeRejection } from '#lib/server/app/budgets/propose-rejection.ts';
import { readAppraisal } from '#lib/server/app/budgets/read-appraisal.ts';
import type { SigningAct } from '#lib/server/app/budgets/read-appraisal.ts';
import { recordCouncilKhoan } from '#lib/server/app/budgets/record-council-khoan.ts';
import { signAppraisal } from '#lib/server/app/budgets/sign-appraisal.ts';
import { saveAppraisal } from '#lib/server/app/budgets/save-appraisal.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { longFormFields, partOf } from '#lib/server/http/form-fields.ts';
import { questionOfRejecting } from '#lib/server/http/questions/rejecting.ts';
import type { RejectingAct } from '#lib/server/http/questions/rejecting.ts';
import { questionOfSigning, shownLines } from '#lib/server/http/questions/signing.ts';
import { seenFields } from '#lib/server/http/questions/shown-lines.ts';
import { failWith, sayProblems, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const page = valueOrError(await readAppraisal(locals.ctx, params.id), url);
	return {
		...page,
		editing: page.mayEdit && (page.appraisal.state === 'preparing' || url.searchParams.has('sua')),
		shown: seenFields(shownLines(page)),
		actRefusal: page.actRefusal === null ? null : (sayProblems(page.actRefusal)[0]?.message ?? ''),
		open: page.figures.problems.flatMap((problem) =>
			sayProblems(problem).map((said) => ({ ...said, line: lineOf(page.figures, said.field) }))
		)
	};
};

/** What the line is called that a problem points at (`lines/<key>/<part>`). */
function lineOf({ rows }: Appraisal, field: string | undefined): string {
	const row = rows.find(({ key }) => key === field?.split('/')[1]);
	return (row?.appraised ?? row?.requested)?.content ?? '';
}

async function save({ locals, params, request, url }: RequestEvent, adds: boolean) {
	const fields = await longFormFields(request);
	const { figures, template } = valueOrError(await readAppraisal(locals.ctx, params.id), url);
	const category = digitsIn(fields['addCategory'], { min: 1, max: 10 }) ?? 10;
	const added = adds
		? [{ ...emptyTypedLine(locals.ctx.app.ids.v4(), 100_000, category, 'state'), added: 'yes' }]
		: [];
	const input = parseInput(saveAppraisalShape, {
		version: fields['version'],
		lines: [...linesOfForm(fields), ...added],
		justifications: partOf(fields, 'justify.')
	});
	if (!input.ok) return failWith(input.refusal, fields);
	const read = readDecisions(input.value.lines, figures.requested.lines, template);
	if (!read.ok) return failWith(read.refusal, fields);
	const { version, justifications } = input.value;
	const kept = await saveAppraisal(locals.ctx, {
		appraisalId: params.id,
		version,
		lines: read.value.lines,
		added: read.value.added,
		...(justifications !== undefined && Object.keys(justifications).length > 0 && { justifications })
	});
	return kept.ok ? { saved: true } : failWith(kept.refusal, fields);
}

async function sign({ locals, params, request, url }: RequestEvent, act: SigningAct, kind: SigningKind) {
	const fields = await longFormFields(request);
	const question = await questionOfSigning(locals.ctx, { appraisalId: params.id, act, fields });
	if (question !== undefined) return askFirst(url, fields, question);
	const input = parseInput(signAppraisalShape, fields);
	const signed = input.ok
		? await signAppraisal(locals.ctx, { appraisalId: params.id, kind, ...input.value })
		: input;
	return signed.ok ? { signed: act } : failWith(signed.refusal, fields);
}

type Reject = (
	ctx: Context,
	input: { appraisalId: string; version: number; reason: string }
) => Promise<Result<unknown>>;

async function reject({ locals, params, request, url }: RequestEvent, act: Reject, asks?: RejectingAct) {
	const fields = await longFormFields(request);
	const question =
		asks && (await questionOfRejecting(locals.ctx, { appraisalId: params.id, act: asks, fields }));
	if (question !== undefined) return askFirst(url, fields, question);
	const input = parseInput(rejectionShape, fields);
	const done = input.ok
		? await act(locals.ctx, {
				appraisalId: params.id,
				version: input.value.version,
				reason: input.value.rejection
			})
		: input;
	return done.ok ? { ended: true } : failWith(done.refusal, fields);
}

export const actions: Actions = {
	save: (event) => save(event, false),
	addLine: (event) => save(event, true),
	prepare: (event) => sign(event, 'prepare', 'prepared'),
	verify: (event) => sign(event, 'verify', 'verified'),
	approve: (event) => sign(event, 'approve', 'approved'),
	khoan: async ({ locals, params, request }) => {
		const fields = await longFormFields(request);
		const input = parseInput(councilKhoanShape, fields);
		const recorded = input.ok
			? await recordCouncilKhoan(locals.ctx, { appraisalId: params.id, ...input.value })
			: input;
		return recorded.ok ? { recorded: true } : failWith(recorded.refusal, fields);
	},
	proposeRejection: (event) => reject(event, proposeRejection, 'propose'),
	checkRejection: (event) => reject(event, checkRejection, 'check'),
	declineRejection: (event) => reject(event, declineRejection),
	reject: (event) => reject(event, rejectAppraisal, 'reject'),
	giveBack: async ({ locals, params, request }) => {
		const fields = await longFormFields(request);
		const input = parseInput(giveBackShape, fields);
		const given = input.ok
			? await giveBackAppraisal(locals.ctx, { appraisalId: params.id, ...input.value })
			: input;
		return given.ok ? { returned: true } : failWith(given.refusal, fields);
	}
};
