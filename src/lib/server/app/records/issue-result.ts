import { flowOf } from '#lib/domain/flow/flow.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import type { ApplicantEvent, OfficeEvent } from '#lib/domain/generated/names.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { appraisalCase } from '../cases/budgets/appraisal-case.ts';
import { mailBudgetApproved } from '../steps/budgets/mail-approval.ts';
import { permittedCall } from '../cases/calls/held-call.ts';
import { resultLetter as mailedResult } from '../mail/letters/dossiers.ts';
import { representativesOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import { personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { decidedFacts } from './decided-facts.ts';
import { decidedResult, resultDecision } from './decision-paper.ts';
import { issueVerb } from './issue-verb.ts';
import { keptPaper } from './kept-paper.ts';
import { resultLetter } from './letter-paper.ts';
import { issuingOf } from './issuing.ts';
import type { RecordRow } from './ports.ts';
import type { TimelineEvent } from '../timeline/ports.ts';
import { resultFacts } from './result-facts.ts';
import type { ResultCase, ResultFacts } from './result-facts.ts';
import { unfinishedCases } from './unfinished-cases.ts';

/**
 * Issues the result of a call: one decision with the next number of the year's gap-free series, published; a letter
 * to every applicant; the call is concluded. A programme without money concludes without a decision.
 * Refuses `appraisals_unfinished` {count}, `proposals_undecided` {count}, `state_forbids`, `stale_version`, `not_found`.
 */
export async function issueResult(
	ctx: Context,
	input: { readonly callCode: string; readonly version: number }
): Promise<Result<{ readonly decisionId: string | null; readonly number: string | null }>> {
	return issueVerb(ctx, 'issue_result', { type: 'call', id: '' }, async (verb) => {
		const held = await permittedCall(verb, input.callCode, 'result.issue');
		if (!held.ok) return held;
		const person = personOf(ctx);
		if (!person.ok) return person;
		const call = held.value;
		const { tx, note } = verb;
		if (call.version !== input.version) return refuse('stale_version');
		const facts = await resultFacts(tx, call);
		const flow = flowOf(facts.definition);
		const next = advance(flow.call, call.state, 'conclude');
		if (!next.ok) return next;
		const { money, undecided } = unfinishedCases(facts);
		if (money.length > 0) return refuse('appraisals_unfinished', { params: { count: String(money.length) } });
		if (undecided.length > 0)
			return refuse('proposals_undecided', { params: { count: String(undecided.length) } });

		const issuedBy = person.value.personId;
		const issuing = await issuingOf(tx, await tx.clock.now());
		const issuer = issuing.letterhead.letters;
		const decision = !flow.paid
			? undefined
			: await tx.records.issue(
					{
						kind: 'decision',
						series: 'QĐ',
						callId: call.id,
						content: keptPaper(
							resultDecision(facts, await decidedFacts(tx, facts), issuing),
							decidedResult(facts)
						),
						published: true,
						issuedBy
					},
					issuer
				);
		if (decision !== undefined) {
			for (const row of facts.cases) {
				const letter = await tx.records.issue(
					{
						kind: 'result_letter',
						series: 'TB',
						callId: call.id,
						lotId: row.lot.id,
						applicationId: row.application.id,
						organisationId: row.organisation.id,
						content: keptPaper(resultLetter(row, facts, decision.numberText ?? '', issuing)),
						issuedBy
					},
					issuer
				);
				await mailLetter(ctx, tx, facts, row, letter);
				await tellApproved(ctx, tx, row);
			}
			await tx.timeline.appendMany(
				facts.cases.flatMap(({ application }): TimelineEvent[] => {
					const kind = ENDS[application.state];
					const params = { decision: decision.numberText ?? '' };
					return kind === undefined
						? []
						: [{ applicationId: application.id, kind, audience: 'both', params }];
				})
			);
		}
		if (!(await tx.calls.advance(call, next.value))) return refuse('stale_version');
		note({
			before: { state: call.state },
			after: { state: next.value, decision: decision?.numberText ?? null }
		});
		return ok({ decisionId: decision?.id ?? null, number: decision?.numberText ?? null });
	});
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
		key: `result:${row.application.id}`,
		letter: mailedResult({
			code: row.application.code ?? '',
			call: facts.call.title,
			number: letter.numberText ?? '',
			path: `/van-ban/${letter.id}`
		})
	});
}
