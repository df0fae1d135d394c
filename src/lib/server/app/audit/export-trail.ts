import { treeOver } from '#lib/domain/audit/merkle.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { AuditRow, Checkpoint } from './ports.ts';
import { filterOf } from './search-trail.ts';
import type { TrailQuestion } from './search-trail.ts';
import { shownEntries } from './shown-entry.ts';
import type { ShownEntry } from './shown-entry.ts';
import { treeHash } from '../cases/audit/tree-hash.ts';

/** More is no answer to a question, and takes too long to prove. */
const MOST_EXPORTED = 10_000;
const READ_AT_ONCE = 5000;

export interface ExportedEntry extends ShownEntry {
	/** The first checkpoint that covers the entry, and the way from its seal to that root; absent where there is none. */
	readonly proof?: { readonly checkpoint: Checkpoint; readonly path: readonly string[] };
}

/**
 * Every entry that a search finds, each with what proves it. The export is an entry itself. Refuses
 * `audit_export_too_large` {count, max}.
 */
export async function exportTrail(
	ctx: Context,
	question: TrailQuestion
): Promise<Result<readonly ExportedEntry[]>> {
	const checkpoints = (await ctx.app.checkpoints?.read()) ?? [];
	return transact(ctx, 'export_audit', { type: 'audit_log', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('audit.export');
		if (!allowed.ok) return allowed;
		const filter = await filterOf(tx, question);
		const { rows, total } = await tx.audit.list({ ...filter, page: 1, size: MOST_EXPORTED });
		if (total > MOST_EXPORTED)
			return refuse('audit_export_too_large', {
				params: { count: String(total), max: String(MOST_EXPORTED) }
			});
		const { logId } = await tx.audit.origin();
		const mine = checkpoints
			.flatMap(({ checkpoint }) => (checkpoint?.logId === logId ? [checkpoint] : []))
			.sort((a, b) => (a.size < b.size ? -1 : 1));
		const prove = await prover(ctx, tx, mine, rows);
		const shown = await shownEntries(ctx, tx, rows);
		note({ after: { ...question, count: rows.length } });
		return ok(shown.map((row) => ({ ...row, ...prove(row) })));
	});
}

/** Finds the first checkpoint at or behind a position, and the path to its root. */
async function prover(
	ctx: Context,
	tx: Tx,
	checkpoints: readonly Checkpoint[],
	rows: readonly AuditRow[]
): Promise<(row: ShownEntry) => Pick<ExportedEntry, 'proof'>> {
	const sealed = rows.some(({ position }) => position !== undefined);
	if (checkpoints.length === 0 || !sealed) return () => ({});
	const leaves: Uint8Array[] = [];
	for (;;) {
		const seals = await tx.audit.sealsAfter(BigInt(leaves.length), READ_AT_ONCE);
		leaves.push(...seals.map(({ hash }) => Buffer.from(hash, 'hex')));
		if (seals.length < READ_AT_ONCE) break;
	}
	const tree = treeOver(treeHash(ctx.app), leaves);
	return ({ position, sealHash }) => {
		if (position === undefined || sealHash === undefined) return {};
		const checkpoint = firstCovering(checkpoints, position);
		if (checkpoint === undefined || checkpoint.size > leaves.length) return {};
		const path = tree.path(Number(position) - 1, Number(checkpoint.size));
		return { proof: { checkpoint, path: path.map((node) => Buffer.from(node).toString('hex')) } };
	};
}

/** Of checkpoints by size, the first that is not smaller. */
function firstCovering(checkpoints: readonly Checkpoint[], position: bigint): Checkpoint | undefined {
	let [low, high] = [0, checkpoints.length];
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if ((checkpoints[middle]?.size ?? 0n) < position) low = middle + 1;
		else high = middle;
	}
	return checkpoints[low];
}
