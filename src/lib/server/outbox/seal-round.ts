import { EMPTY_FRONTIER, grow, rootOf } from '#lib/domain/audit/merkle.ts';
import type { Frontier } from '#lib/domain/audit/merkle.ts';
import { TILE_WIDTH, piecesOf, tilePath } from '#lib/domain/audit/tiles.ts';
import type { Tile, TileUnit } from '#lib/domain/audit/tiles.ts';
import type { CheckpointBook } from '../app/audit/ports.ts';
import { treeHash } from '../app/cases/audit/tree-hash.ts';
import type { App } from '../app/ports.ts';
import type { Round } from './round.ts';

/** Audit entries that get their place in the chain in one round. */
const SEAL_AT_ONCE = 500;
const READ_AT_ONCE = 5000;

/** Something about the log is not as the portal left it. Thrown after the round's work is committed. */
class TrailAlarm extends Error {
	override readonly name = 'TrailAlarm';
}

/**
 * Seals what waits and signs what the log has become. Refused entries are thrown as an alarm once in each process and
 * passed over from then on; they stay unsealed, and `audit:verify` and the task list name them.
 */
export function sealRound(): Round {
	const passOver: string[] = [];
	const sign = signer();
	return {
		name: 'audit-seal',
		pauseMs: 1_000,
		async run(app) {
			const { sealed, refused, backwards } = await app.db.transaction((tx) =>
				tx.audit.seal(SEAL_AT_ONCE, passOver)
			);
			passOver.push(...refused);
			if (app.checkpoints !== undefined) await sign(app, app.checkpoints);
			if (refused.length > 0)
				throw new TrailAlarm(`not sealed, no known key marked them: ${refused.join(', ')}`);
			if (backwards.length > 0)
				throw new TrailAlarm(`sealed, and older than what was sealed before: ${backwards.join(', ')}`);
			return sealed;
		}
	};
}

function placeOf({ level, index }: Pick<Tile, 'level' | 'index'>): string {
	return tilePath({ level, index, width: TILE_WIDTH });
}

/**
 * Keeps the tree of the seals in memory and writes a checkpoint whenever it has grown. What is not the continuation of
 * the last checkpoint is never signed: this process repeats its alarm until somebody has looked and started it anew.
 */
function signer(): (app: App, book: CheckpointBook) => Promise<void> {
	let grown: { readonly frontier: Frontier; readonly head: string } | undefined;
	let alarm: TrailAlarm | undefined;
	return async (app, book) => {
		if (alarm !== undefined) throw alarm;
		try {
			grown = await signGrowth(app, book, grown);
		} catch (thrown) {
			if (thrown instanceof TrailAlarm) alarm = thrown;
			throw thrown;
		}
	};
}

interface Grown {
	readonly frontier: Frontier;
	/** Hash of the last seal in it. */
	readonly head: string;
}

async function signGrowth(app: App, book: CheckpointBook, before: Grown | undefined): Promise<Grown> {
	const hash = treeHash(app);
	const rootHex = (tree: Frontier): string => Buffer.from(rootOf(hash, tree)).toString('hex');
	const origin = await app.db.read.audit.origin();
	const last = before === undefined ? await book.last() : undefined;
	if (last !== undefined && last.logId !== origin.logId)
		throw new TrailAlarm(`the last checkpoint is of another log (${last.logId}): nothing is signed`);
	const signed = before?.frontier.size ?? last?.size ?? 0n;
	let { frontier, head } = before ?? { frontier: EMPTY_FRONTIER, head: '' };
	// The last seal that is known is read again: it has to be there still, and the same.
	let from = frontier.size === 0n ? 0n : frontier.size - 1n;
	let newest: Date | undefined;
	for (;;) {
		const seals = await app.db.read.audit.sealsAfter(from, READ_AT_ONCE);
		const added: TileUnit[] = [];
		for (const { position, hash: seal, sealedAt } of seals) {
			if (position === frontier.size && seal === head) continue;
			if (position !== frontier.size + 1n)
				throw new TrailAlarm(`after seal ${String(frontier.size)} the log is another one: nothing is signed`);
			const grown = grow(hash, frontier, Buffer.from(seal, 'hex'));
			({ frontier } = grown);
			added.push(...grown.added);
			head = seal;
			newest = sealedAt;
			if (last !== undefined && frontier.size === last.size && rootHex(frontier) !== last.root)
				throw new TrailAlarm(
					`the log is not the one of the checkpoint of ${last.at.toISOString()}: nothing is signed`
				);
		}
		// Before the checkpoint that covers them, so that whoever reads it finds them.
		const other = await book.tiles.write(piecesOf(added));
		if (other !== undefined)
			throw new TrailAlarm(`${placeOf(other)} was published with another content: nothing is signed`);
		if (seals.length === 0 && from < frontier.size)
			throw new TrailAlarm(`seal ${String(frontier.size)} is gone: nothing is signed`);
		if (seals.length < READ_AT_ONCE) break;
		from = frontier.size;
	}
	if (frontier.size < signed)
		throw new TrailAlarm(
			`the log has ${String(frontier.size)} entries, its last checkpoint ${String(signed)}: nothing is signed`
		);
	if (frontier.size > signed && newest !== undefined)
		await book.write({ ...origin, size: frontier.size, root: rootHex(frontier), at: newest });
	return { frontier, head };
}
