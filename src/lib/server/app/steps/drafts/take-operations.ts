import type { SaveOperations } from '#lib/contracts/drafts/save-operations.ts';
import type { Outcome } from '#lib/domain/drafts/operations.ts';
import { playOperations } from '#lib/domain/drafts/play-operations.ts';
import type { Apply } from '#lib/domain/drafts/play-operations.ts';
import type { Context } from '../../use-case.ts';
import type { Tx } from '../../ports.ts';
import type { DraftObject } from '../../drafts/ports.ts';

export interface TakenOperations {
	/** One more than before when anything changed: the caller writes its object with it. */
	readonly revision: number;
	readonly changed: boolean;
	readonly outcomes: readonly Outcome[];
	/** Paths that changed, for the audit note. */
	readonly paths: readonly string[];
	/** The page does not show what the object was before: it is sent the whole. */
	readonly behind: boolean;
}

/**
 * Takes a message of operations into an object whose row lock the caller holds: each once, with conflicts found
 * place by place. `apply` writes into the caller's copy; the caller stores it when `changed`.
 */
export async function takeOperations(
	tx: Tx,
	object: DraftObject,
	given: {
		readonly revision: number;
		readonly message: SaveOperations;
		readonly personId: string;
	},
	apply: Apply
): Promise<TakenOperations> {
	const { message, personId, revision } = given;
	const { device, run, settled, operations } = message;
	const ledger = await tx.drafts.ledger(object, {
		after: Math.min(...operations.map(({ base }) => base)),
		runs: [...new Set([run, ...operations.map((operation) => operation.run)])],
		personId
	});
	const played = playOperations(
		{ revision, ...ledger },
		{ sender: { personId, device }, run, settled, operations },
		apply
	);
	await tx.drafts.record(object, {
		revision: played.revision,
		personId,
		device,
		writes: [...played.written].map(([path, { id, run: of, number }]) => ({
			path,
			run: of,
			number,
			operationId: id
		})),
		runs: played.runs
	});
	return {
		revision: played.revision,
		changed: played.revision !== revision,
		outcomes: played.outcomes,
		paths: [...played.written.keys()],
		behind: message.revision !== revision
	};
}

/** Notes in the ledger what a plain form wrote, so that a page that types at the same time hears of it. */
export async function noteFormWrite(
	ctx: Context,
	tx: Tx,
	object: DraftObject,
	written: { readonly revision: number; readonly personId: string; readonly paths: readonly string[] }
): Promise<void> {
	if (written.paths.length === 0) return;
	const run = ctx.app.ids.v4();
	await tx.drafts.record(object, {
		revision: written.revision,
		personId: written.personId,
		device: null,
		writes: written.paths.map((path, at) => ({
			path,
			run,
			number: at + 1,
			operationId: ctx.app.ids.v4()
		})),
		runs: []
	});
}
