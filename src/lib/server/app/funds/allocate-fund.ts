import { allocationEntry } from '#lib/domain/funds/ledger.ts';
import type { JournalEntry } from '#lib/domain/funds/ledger.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { MAX_DONG } from '#lib/domain/shared/money.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { decidedByAllocating } from './decided-figures.ts';
import type { StoredEntry } from './ports.ts';

/**
 * Gives money to a source for a budget year (giao dự toán). `key` is made with the form: pressing twice, or sending
 * again after the line broke, gives the money once. Refusals: `not_found`, those of `allocationEntry`,
 * `fund_balance_too_large` (what the source holds in all), `already_done` (the key was used for another entry), those of `decideAct`.
 */
export async function allocateFund(
	ctx: Context,
	input: {
		readonly sourceId: string;
		readonly year: number;
		/** đồng */
		readonly amount: bigint;
		readonly key: string;
		readonly note: string;
	}
): Promise<Result<{ readonly entryId: string }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.sourceId)) return refuse('not_found');
	const object: AuditedObject = { type: 'fund_source', id: input.sourceId };
	return transact(ctx, 'allocate_fund', object, async ({ tx, permit, decide, note }) => {
		const allowed = permit('fund.allocate');
		if (!allowed.ok) return allowed;
		const source = await tx.funds.find(input.sourceId);
		if (source === undefined) return refuse('not_found');
		const fund = { sourceId: input.sourceId, year: input.year };
		const entry = allocationEntry(fund, input.amount, `allocate:${input.key}`);
		if (!entry.ok) return { ok: false, refusal: { ...entry.refusal, field: fieldOf(entry.refusal.code) } };

		const given = { ...source, year: input.year, amount: input.amount };
		const decided = await decide(decidedByAllocating(given, ctx.locale));
		if (!decided.ok) return decided;
		const balance = await tx.funds.lockBalance(fund);
		const before = await tx.funds.findEntryByKey(entry.value.idempotencyKey);
		if (before !== undefined)
			return sameIntent(before, entry.value) ? ok({ entryId: before.id }) : refuse('already_done');
		if (balance.allocated + input.amount > MAX_DONG)
			return refuse('fund_balance_too_large', { field: 'amount' });
		const id = ctx.app.ids.v7();
		const posted = await tx.funds.post(entry.value, { id, by: person.value.personId, note: input.note });
		if (!posted) return refuse('already_done');
		note({
			before: { allocated: String(balance.allocated) },
			after: { year: input.year, amount: String(input.amount), entryId: id, note: input.note }
		});
		return ok({ entryId: id });
	});
}

function fieldOf(code: string): string {
	return code === 'fund_year_invalid' ? 'year' : 'amount';
}

/** Whether the key stands for exactly this allocation. */
function sameIntent({ entry }: StoredEntry, wanted: JournalEntry): boolean {
	const of = ({ postings }: JournalEntry) =>
		postings
			.map(
				({ account, sourceId, year, amount }) => `${account} ${sourceId} ${String(year)} ${String(amount)}`
			)
			.sort()
			.join('\n');
	return entry.kind === 'allocate' && of(entry) === of(wanted);
}
