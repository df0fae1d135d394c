import type { SelectionOutcome } from '#lib/domain/selection/envelope.ts';

export interface SelectionRow {
	readonly id: string;
	readonly callId: string;
	readonly state: 'draft' | 'closed';
	readonly version: number;
	readonly closedAt: Date | null;
	/** Person. */
	readonly closedBy: string | null;
}

export interface SelectionItemRow {
	readonly applicationId: string;
	readonly position: number;
	readonly outcome: SelectionOutcome;
	readonly reason: string;
	/** đồng */
	readonly requested: bigint;
	/** Sum of the recommended down to this one; null where it is not recommended. */
	readonly cumulative: bigint | null;
}

export interface SelectionRepository {
	ofCall(callId: string): Promise<SelectionRow | undefined>;
	items(selectionId: string): Promise<readonly SelectionItemRow[]>;
	/** False when the call has one already. */
	create(id: string, callId: string): Promise<boolean>;
	/** Compare-and-set on the version of a draft. */
	touch(seen: { readonly id: string; readonly version: number }): Promise<boolean>;
	/** Puts these in the place of what was there. */
	saveItems(selectionId: string, items: readonly SelectionItemRow[]): Promise<void>;
	/** Compare-and-set: draft to closed. */
	close(seen: { readonly id: string; readonly version: number }, at: Date, by: string): Promise<boolean>;
}
