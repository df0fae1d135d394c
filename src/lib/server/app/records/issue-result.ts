import { flowOf } from '#lib/domain/flow/flow.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { permittedCall } from '../cases/calls/held-call.ts';
import { personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { decidedFacts } from './decided-facts.ts';
import { decidedResult, resultDecision } from './decision-paper.ts';
import { issueLetters } from './issue-letters.ts';
import { issueVerb } from './issue-verb.ts';
import { keptPaper } from './kept-paper.ts';
import { issuingOf } from './issuing.ts';
import { resultFacts } from './result-facts.ts';
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
		if (decision !== undefined) await issueLetters(ctx, tx, facts, { decision, issuing, issuedBy });
		if (!(await tx.calls.advance(call, next.value))) return refuse('stale_version');
		note({
			before: { state: call.state },
			after: { state: next.value, decision: decision?.numberText ?? null }
		});
		return ok({ decisionId: decision?.id ?? null, number: decision?.numberText ?? null });
	});
}
