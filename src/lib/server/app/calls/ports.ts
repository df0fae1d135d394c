import type { CallState } from '#lib/domain/workflow/call.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';

export interface CallRow {
	readonly id: string;
	readonly code: string;
	readonly definitionId: string;
	readonly programme: string;
	readonly title: Localized;
	readonly summary: Localized;
	readonly opensAt: Date;
	readonly closesAt: Date;
	/** đồng; null for proposals. */
	readonly envelope: bigint | null;
	readonly fundSourceId: string | null;
	readonly budgetYear: number | null;
	readonly state: CallState;
	readonly version: number;
	readonly publishedAt: Date | null;
	readonly openedAt: Date | null;
}

export interface LotRow {
	readonly id: string;
	readonly callId: string;
	readonly code: string;
	readonly position: number;
	readonly title: Localized;
	readonly variant: string;
	/** The organisation that proposed the task: the proposer's bonus reads it. */
	readonly proposerId: string | null;
	readonly proposalApplicationId: string | null;
	readonly objectives: string;
	readonly expectedProducts: string;
}

export interface CallsRepository {
	find(id: string): Promise<CallRow | undefined>;
	findByCode(code: string): Promise<CallRow | undefined>;
	lots(callId: string): Promise<readonly LotRow[]>;
	findLot(id: string): Promise<LotRow | undefined>;
	/** Moves the state when version and state are still those that were seen; false: somebody was faster. */
	advance(seen: { readonly id: string; readonly version: number; readonly state: CallState }, to: CallState): Promise<boolean>;
}
