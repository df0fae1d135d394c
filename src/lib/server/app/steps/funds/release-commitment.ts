import { commitmentKey, reversalEntry } from '#lib/domain/funds/ledger.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';
import type { Tx } from '../../ports.ts';
import { actorId } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';

/**
 * Gives the source back what was promised to a dossier that withdrew, by the reversal of its commitment; the journal
 * names the decision. `null`: nothing was promised. Refuses `entry_already_reversed`.
 */
export async function releaseCommitment(
	ctx: Context,
	tx: Tx,
	of: { readonly applicationId: string; readonly hash: string; readonly decision: CallDecision }
): Promise<Result<bigint | null>> {
	const key = commitmentKey(of.applicationId, of.hash);
	const known = await tx.funds.findEntryByKey(key);
	if (known === undefined) return ok(null);
	// The lock first, as for every entry: the balance that the reversal moves is the one that stands.
	const balance = await tx.funds.lockBalance(known.fund);
	const stored = await tx.funds.findEntryByKey(key);
	if (stored === undefined || stored.reversed) return refuse('entry_already_reversed');
	const reversal = reversalEntry(stored.entry, [stored.entry], balance);
	if (!reversal.ok) return reversal;
	const { number, reason } = of.decision;
	const written = { id: ctx.app.ids.v7(), by: actorId(ctx.actor), note: `${number}: ${reason}` };
	if (!(await tx.funds.post(reversal.value, written))) return refuse('entry_already_reversed');
	const promised = stored.entry.postings.find(({ account }) => account === 'committed');
	return ok(promised?.amount ?? null);
}
