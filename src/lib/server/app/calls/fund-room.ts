import type { Repositories } from '../ports.ts';
import type { CallRow } from './ports.ts';

/** What the source of a call has for it in its budget year, đồng. */
export interface FundRoom {
	/** Allocated and not committed. */
	readonly free: bigint;
	/** Of that, what other published calls plan to give before anything of theirs is committed. */
	readonly planned: bigint;
	/** What the call asks beyond the rest; 0 where it fits. */
	readonly short: bigint;
}

/**
 * Whether what a call plans is there: a warning and no refusal, since money may still be allocated before anything is
 * committed. Undefined for a call without money, or without a source yet.
 */
export async function fundRoomOf(
	read: Pick<Repositories, 'funds' | 'calls'>,
	call: Pick<CallRow, 'id' | 'envelope' | 'fundSourceId' | 'budgetYear'>
): Promise<FundRoom | undefined> {
	const { envelope, fundSourceId: sourceId, budgetYear: year } = call;
	if (envelope === null || sourceId === null || year === null) return undefined;
	const { allocated, committed } = await read.funds.balance({ sourceId, year });
	const planned = await read.calls.plannedOn({ sourceId, year }, call.id);
	const free = allocated - committed;
	const short = envelope + planned - free;
	return { free, planned, short: short > 0n ? short : 0n };
}
