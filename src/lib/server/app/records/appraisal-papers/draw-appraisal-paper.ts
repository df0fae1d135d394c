import { can } from '#lib/domain/access/policy.ts';
import { standingOn } from '#lib/domain/office/dated-rows.ts';
import { isAppraisalPaper } from '#lib/domain/papers/appraisal-papers.ts';
import type { AppraisalPaper } from '#lib/domain/papers/appraisal-papers.ts';
import type { Paper, Signature } from '#lib/domain/papers/paper.ts';
import { asciiName } from '#lib/domain/shared/ascii-name.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { appraisalCase, appraisalOf } from '../../cases/budgets/appraisal-case.ts';
import type { AppraisalCase } from '../../cases/budgets/appraisal-case.ts';
import { refuseRecused } from '../../cases/councils/recused-reader.ts';
import type { Repositories } from '../../ports.ts';
import { ask } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';
import { termsOf } from '../decided-facts.ts';
import type { FileFormat } from '../file-ports.ts';
import { FINANCE_UNIT } from '../issuing.ts';
import { letterheadAt } from '../letterhead.ts';
import { appraisalExplanation, appraisalMinutes, appraisalSubmission } from './appraisal-papers.ts';
import type { AppraisalFacts } from './appraisal-papers.ts';

const BUILDERS: Readonly<Record<AppraisalPaper, (facts: AppraisalFacts) => Paper>> = {
	minutes: appraisalMinutes,
	explanation: appraisalExplanation,
	submission: appraisalSubmission
};

/**
 * A paper of an appraisal, drawn from its figures as they are now, to be signed or finished: it is no issued record, and
 * its number is left to the pen. Refuses `not_found`, `conflict_blocks`, `print_crowded`, `paper_cannot_print`.
 */
export async function drawAppraisalPaper(
	ctx: Context,
	{ id, paper: kind, format }: { readonly id: string; readonly paper: string; readonly format: FileFormat }
): Promise<Result<{ readonly file: Uint8Array; readonly fileName: string }>> {
	if (!isUuid(id) || !isAppraisalPaper(kind)) return refuse('not_found');
	const drawn = await ask(ctx, 'budget.read', {}, async (read) => {
		const found = await appraisalCase(read, id);
		if (found === undefined) return refuse('not_found');
		const allowed = can(ctx.actor, 'budget.read', found.subject);
		if (!allowed.ok) return allowed;
		const clear = await refuseRecused(ctx, read, { callId: found.call.id, lotId: found.lot.id });
		return clear.ok ? ok(await appraisalFacts(read, found)) : clear;
	});
	if (!drawn.ok) return drawn;
	const facts = drawn.value;
	const paper = BUILDERS[kind](facts);
	const file = await ctx.app.typesetting.draft(paper, format, facts.at);
	return file.ok
		? ok({ file: file.value, fileName: `${asciiName(`${paper.title.name} ${facts.code}`)}.${format}` })
		: file;
}

async function appraisalFacts(read: Repositories, found: AppraisalCase): Promise<AppraisalFacts> {
	const { application, call, lot, definition } = found;
	const at = await read.clock.now();
	const fund = call.fundSourceId === null ? undefined : await read.funds.find(call.fundSourceId);
	return {
		code: application.code ?? '',
		title: application.title === '' ? lot.title.vi : application.title,
		organisation: application.organisationName,
		lot: { code: lot.code },
		call: { code: call.code, title: call.title.vi },
		figures: appraisalOf(found),
		khoan: (await read.budgets.khoanMethods(call.id)).get(application.id),
		terms: await knownTerms(read, found),
		fund: fund?.name.vi,
		bases: definition.document.legalBasis,
		letterhead: await letterheadAt(read, at),
		finance: await financeUnit(read, at),
		at
	};
}

/** A draft is drawn of a case whose revision is not there as well: what it said is left to the pen. */
async function knownTerms(read: Repositories, { application, definition }: AppraisalCase) {
	const { revisionId } = application;
	const kept = revisionId === null ? undefined : await read.applications.revision(revisionId);
	return kept === undefined ? undefined : termsOf(read, definition.document, application);
}

/** The unit with who heads it that day; nobody recorded: the name is left to the pen. */
async function financeUnit(read: Repositories, at: Date): Promise<AppraisalFacts['finance']> {
	const day = vietnamDateOf(at);
	const unit = (await read.office.units()).find(({ key }) => key === FINANCE_UNIT);
	const head = unit === undefined ? undefined : standingOn(unit.heads, day);
	const signature: Signature = {
		onBehalf: [],
		title: (head?.title ?? 'Trưởng phòng').toLocaleUpperCase('vi'),
		hint: '',
		name: head?.fullName ?? ''
	};
	return { name: (await read.office.unitNameOn(FINANCE_UNIT, day)) ?? '', head: signature };
}
