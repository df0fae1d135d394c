import type { Person } from '#lib/domain/access/actor.ts';
import { commitmentEntry, commitmentKey } from '#lib/domain/funds/ledger.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';

/**
 * What the last signature does beside itself: the commitment on the source and budget year of the call, the frozen
 * figures, the application's new state. Refusals: `fund_not_set` (the call names no source or year),
 * `fund_insufficient` {available, amount, short}, `fund_amount_not_positive`, `already_done`, `stale_version`.
 */
export async function commitApproval(
	ctx: Context,
	found: AppraisalCase,
	tx: Tx,
	person: Person
): Promise<Result<true>> {
	const { application, appraisedVersion, call } = found;
	const { hash, stateTotal } = appraisedVersion;
	if (hash === null) return refuse('budget_not_complete');
	if (call.fundSourceId === null || call.budgetYear === null)
		return refuse('fund_not_set', { params: { call: call.code } });
	const fund = { sourceId: call.fundSourceId, year: call.budgetYear };

	// Under the row lock of the balance: what fits now still fits when it is posted, however many approve at once.
	const balance = await tx.funds.lockBalance(fund);
	const entry = commitmentEntry({
		fund,
		balance,
		caseId: application.id,
		amount: stateTotal,
		idempotencyKey: commitmentKey(application.id, hash)
	});
	if (!entry.ok) return entry;
	const written = { id: ctx.app.ids.v7(), by: person.personId, note: '' };
	if (!(await tx.funds.post(entry.value, written))) return refuse('already_done');

	await tx.budgets.freeze(appraisedVersion.id);
	const next = advance(found.flow.application, application.state, 'approve');
	if (!next.ok) return next;
	if (!(await tx.applications.advance(application, next.value))) return refuse('stale_version');
	// The applicant learns of it with the result of the call: until then the decision is not issued.
	return ok(true);
}
