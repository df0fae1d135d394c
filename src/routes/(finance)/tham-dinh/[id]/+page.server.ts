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
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { checkRejection } from '#lib/server/app/budgets/check-rejection.ts';
import { declineRejection, rejectAppraisal } from '#lib/server/app/budgets/decide-rejection.ts';
import { giveBackAppraisal } from '#lib/server/app/budgets/give-back-appraisal.ts';
import { proposeRejection } from '#lib/server/app/budgets/propose-rejection.ts';
import { readAppraisal } from '#lib/server/app/budgets/read-appraisal.ts';
import { readEvidence } from '#lib/server/app/budgets/read-evidence.ts';
import type { SigningAct } from '#lib/server/app/budgets/read-appraisal.ts';
import { recordCouncilKhoan } from '#lib/server/app/budgets/record-council-khoan.ts';
import { signAppraisal } from '#lib/server/app/budgets/sign-appraisal.ts';
import { saveAppraisal } from '#lib/server/app/budgets/save-appraisal.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { partOf } from '#lib/server/http/form-fields.ts';
import { followsOfRejecting, questionOfRejecting } from '#lib/server/http/questions/rejecting.ts';
import type { RejectingAct } from '#lib/server/http/questions/rejecting.ts';
import { questionOfSigning, shownLines } from '#lib/server/http/questions/signing.ts';
import { seenFields } from '#lib/server/http/questions/shown-lines.ts';
import { sayProblems, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const page = valueOrError(await readAppraisal(locals.ctx, params.id), url);
	const evidence = await readEvidence(locals.ctx, params.id);
	return {
		...page,
		evidence: evidence.ok ? evidence.value : null,
		editing: page.mayEdit && (page.appraisal.state === 'preparing' || url.searchParams.has('sua')),
		rejectionFollows: followsOfRejecting(page.rejection),
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

/** The whole form is kept; with `adds` one more line. */
function save(adds: boolean) {
	return formAction(
		async (fields, { locals, params, url }: RequestEvent) => {
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
			if (!input.ok) return input;
			const { version, justifications } = input.value;
			const read = readDecisions(input.value.lines, figures.requested.lines, template);
			return read.ok ? ok({ version, justifications, ...read.value }) : read;
		},
		(ctx, { version, justifications, lines, added }, { params }) =>
			saveAppraisal(ctx, {
				appraisalId: params.id,
				version,
				lines,
				added,
				...(justifications !== undefined && Object.keys(justifications).length > 0 && { justifications })
			}),
		{ long: true, done: { saved: true } }
	);
}

function sign(act: SigningAct, kind: SigningKind) {
	return formAction(
		signAppraisalShape,
		(ctx, input, { params }: RequestEvent) => signAppraisal(ctx, { appraisalId: params.id, kind, ...input }),
		{
			long: true,
			prove: (ctx, { fields, event }) =>
				questionOfSigning(ctx, { appraisalId: event.params.id, act, fields }),
			done: { signed: act }
		}
	);
}

type Reject = (
	ctx: Context,
	input: { appraisalId: string; version: number; reason: string }
) => Promise<Result<unknown>>;

function reject(act: Reject, asks?: RejectingAct) {
	return formAction(
		rejectionShape,
		(ctx, { version, rejection }, { params }: RequestEvent) =>
			act(ctx, { appraisalId: params.id, version, reason: rejection }),
		{
			long: true,
			// A proposal moves nothing: two others decide on it.
			ask:
				asks === 'propose'
					? async (ctx, { fields, event }) =>
							(await questionOfRejecting(ctx, { appraisalId: event.params.id, act: asks, fields }))?.question
					: undefined,
			prove:
				asks === undefined || asks === 'propose'
					? undefined
					: (ctx, { fields, event }) =>
							questionOfRejecting(ctx, { appraisalId: event.params.id, act: asks, fields }),
			done: { ended: true }
		}
	);
}

export const actions: Actions = {
	save: save(false),
	addLine: save(true),
	prepare: sign('prepare', 'prepared'),
	verify: sign('verify', 'verified'),
	approve: sign('approve', 'approved'),
	khoan: formAction(
		councilKhoanShape,
		(ctx, input, { params }) => recordCouncilKhoan(ctx, { appraisalId: params.id, ...input }),
		{ long: true, done: { recorded: true } }
	),
	proposeRejection: reject(proposeRejection, 'propose'),
	checkRejection: reject(checkRejection, 'check'),
	declineRejection: reject(declineRejection),
	reject: reject(rejectAppraisal, 'reject'),
	giveBack: formAction(
		giveBackShape,
		(ctx, input, { params }) => giveBackAppraisal(ctx, { appraisalId: params.id, ...input }),
		{ long: true, done: { returned: true } }
	)
};
