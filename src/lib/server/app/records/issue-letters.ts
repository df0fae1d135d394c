import type { ApplicantEvent, OfficeEvent } from '#lib/domain/generated/names.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { appraisalCase } from '../cases/budgets/appraisal-case.ts';
import { resultLetter as mailedResult } from '../mail/letters/dossiers.ts';
import { representativesOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import { mailBudgetApproved } from '../steps/budgets/mail-approval.ts';
import type { TimelineEvent } from '../timeline/ports.ts';
import type { Context } from '../use-case.ts';
import type { Issuing } from './issuing.ts';
import { keptPaper } from './kept-paper.ts';
import { resultLetter } from './letter-paper.ts';
import type { RecordRow } from './ports.ts';
import type { ResultCase, ResultFacts } from './result-facts.ts';

/** The decision of these cases as everybody is told of it: a letter to each, a mail, a line of the timeline. */
export async function issueLetters(
	ctx: Context,
	tx: Tx,
	facts: ResultFacts,
	by: { readonly decision: RecordRow; readonly issuing: Issuing; readonly issuedBy: string }
): Promise<void> {
	const { decision, issuing, issuedBy } = by;
	const number = decision.numberText ?? '';
	for (const row of facts.cases) {
		const letter = await tx.records.issue(
			{
				kind: 'result_letter',
				series: 'TB',
				callId: facts.call.id,
				lotId: row.lot.id,
				applicationId: row.application.id,
				organisationId: row.organisation.id,
				content: keptPaper(resultLetter(row, facts, number, issuing)),
				issuedBy
			},
			issuing.letterhead.letters
		);
		await mailLetter(ctx, tx, facts, row, letter);
		await tellApproved(ctx, tx, row);
	}
	await tx.timeline.appendMany(
		facts.cases.flatMap(({ application }): TimelineEvent[] => {
			const kind = ENDS[application.state];
			const params = { decision: number };
			return kind === undefined ? [] : [{ applicationId: application.id, kind, audience: 'both', params }];
		})
	);
}

/** How the timeline tells each end of a case; a case that has not ended keeps the result from being issued. */
const ENDS: Partial<Readonly<Record<ApplicationState, ApplicantEvent & OfficeEvent>>> = {
	approved: 'result_approved',
	rejected: 'result_rejected',
	screened_out: 'result_screened_out',
	reserve: 'result_reserve',
	not_recommended: 'result_not_recommended',
	invalid: 'result_invalid',
	accepted: 'result_accepted',
	declined: 'result_declined'
};

/** What was approved, in the applicant's timeline and by mail: not before the decision that says so. */
async function tellApproved(ctx: Context, tx: Tx, { application, approved }: ResultCase): Promise<void> {
	if (approved === undefined) return;
	await tx.timeline.append({
		applicationId: application.id,
		kind: 'budget_approved',
		audience: 'applicant',
		params: { amount: String(approved) }
	});
	const appraisal = await tx.budgets.appraisalOf(application.id);
	const found = appraisal === undefined ? undefined : await appraisalCase(tx, appraisal.id);
	if (found !== undefined) await mailBudgetApproved(ctx, tx, found);
}

async function mailLetter(
	ctx: Context,
	tx: Tx,
	facts: ResultFacts,
	row: ResultCase,
	letter: RecordRow
): Promise<void> {
	await tell(ctx, tx, {
		to: await representativesOf(tx, row.organisation.id),
		// One that moved up after the result has two.
		key: `result:${row.application.id}:${letter.numberText ?? ''}`,
		letter: mailedResult({
			code: row.application.code ?? '',
			call: facts.call.title,
			number: letter.numberText ?? '',
			path: `/van-ban/${letter.id}`
		})
	});
}
