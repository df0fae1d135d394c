import { availableOf, reversalEntry } from '#lib/domain/funds/ledger.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { decidedByReversing } from './decided-figures.ts';

/**
 * Undoes an allocation by an entry of its own; nothing in the journal is changed or taken away. The commitment of
 * an approved case stands as long as the approval does. Refusals: `not_found`, `commitment_stands`,
 * `entry_note_missing`, those of `reversalEntry` (`fund_allocation_in_use` {available, short} among them).
 */
export async function reverseEntry(
	ctx: Context,
	input: { readonly entryId: string; readonly note: string }
): Promise<Result<{ readonly entryId: string }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.entryId)) return refuse('not_found');
	return transact(
		ctx,
		'reverse_entry',
		{ type: 'journal_entry', id: input.entryId },
		async ({ tx, permit, decide, note }) => {
			const allowed = permit('fund.allocate');
			if (!allowed.ok) return allowed;
			const stored = await tx.funds.findEntry(input.entryId);
			if (stored === undefined) return refuse('not_found');
			if (input.note.trim() === '') return refuse('entry_note_missing', { field: 'note' });
			// The lock first: what the reversal takes back is still free when it is posted.
			const balance = await tx.funds.lockBalance(stored.fund);
			const now = await tx.funds.findEntry(input.entryId);
			if (now === undefined) return refuse('not_found');
			if (now.reversed) return refuse('entry_already_reversed');
			if (now.entry.kind === 'commit') return refuse('commitment_stands');
			const reversal = reversalEntry(now.entry, [now.entry], balance);
			if (!reversal.ok) return reversal;
			const source = await tx.funds.find(now.fund.sourceId);
			if (source === undefined) throw new Error(`entry ${now.id} has lost its source`);
			const given = { ...source, year: now.fund.year, amount: availableOf(now.entry) };
			const decided = await decide(decidedByReversing(given, ctx.locale));
			if (!decided.ok) return decided;
			const id = ctx.app.ids.v7();
			const posted = await tx.funds.post(reversal.value, {
				id,
				by: person.value.personId,
				note: input.note.trim()
			});
			if (!posted) return refuse('entry_already_reversed');
			note({
				before: { balance: String(balance.allocated) },
				after: { entryId: id, reverses: input.entryId }
			});
			return ok({ entryId: id });
		}
	);
}
