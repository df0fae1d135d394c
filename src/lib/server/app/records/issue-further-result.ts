import { flowOf } from '#lib/domain/flow/flow.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { permittedCall } from '../cases/calls/held-call.ts';
import { personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { decidedFacts } from './decided-facts.ts';
import { decidedResult, resultDecision } from './decision-paper.ts';
import { furtherCases } from './further-cases.ts';
import { issueLetters } from './issue-letters.ts';
import { issueVerb } from './issue-verb.ts';
import { issuingOf } from './issuing.ts';
import { keptPaper } from './kept-paper.ts';
import { resultFacts } from './result-facts.ts';

/**
 * Issues the result of those that moved up after the result of their call: a decision of its own that names the first,
 * published, and a letter to each. Refuses `further_result_none`, `state_forbids`, `stale_version`, `not_found`.
 */
export async function issueFurtherResult(
	ctx: Context,
	input: { readonly callCode: string; readonly version: number }
): Promise<Result<{ readonly decisionId: string; readonly number: string }>> {
	return issueVerb(ctx, 'issue_further_result', { type: 'call', id: '' }, async (verb) => {
		const held = await permittedCall(verb, input.callCode, 'result.issue');
		if (!held.ok) return held;
		const person = personOf(ctx);
		if (!person.ok) return person;
		const call = held.value;
		const { tx, note } = verb;
		const all = await resultFacts(tx, call);
		const next = advance(flowOf(all.definition).call, call.state, 'supplement');
		if (!next.ok) return next;
		if (call.version !== input.version) return refuse('stale_version');
		const cases = await furtherCases(tx, all);
		if (cases.length === 0) return refuse('further_result_none');
		const [first] = await tx.records.titlesOfCall(call.id, 'decision');
		if (first === undefined) throw new Error(`call ${call.code} has no decision`);

		const facts = { ...all, cases };
		const issuedBy = person.value.personId;
		const issuing = await issuingOf(tx, await tx.clock.now());
		const after = { number: first.numberText ?? '', on: vietnamDateOf(first.issuedAt) };
		const decision = await tx.records.issue(
			{
				kind: 'decision',
				series: 'QĐ',
				callId: call.id,
				content: keptPaper(
					resultDecision(facts, { ...(await decidedFacts(tx, facts)), after }, issuing),
					decidedResult(facts)
				),
				published: true,
				issuedBy
			},
			issuing.letterhead.letters
		);
		await issueLetters(ctx, tx, facts, { decision, issuing, issuedBy });
		if (!(await tx.calls.advance(call, next.value))) return refuse('stale_version');
		const number = decision.numberText ?? '';
		note({
			before: { decision: after.number },
			after: { decision: number, applications: cases.map(({ application }) => application.id) }
		});
		return ok({ decisionId: decision.id, number });
	});
}
