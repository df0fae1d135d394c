import type { CallContact } from '#lib/domain/workflow/call-contact.ts';
import type { FundYear } from '#lib/domain/funds/ledger.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';
import type { CorrectableCall } from '#lib/domain/workflow/call-changes.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';

export interface CallRow {
	readonly id: string;
	readonly code: string;
	readonly definitionId: string;
	readonly programme: string;
	readonly title: Localized;
	readonly summary: Localized;
	readonly contact: CallContact;
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
	/** The call that this one announces a second time. */
	readonly againOf: string | null;
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

/** What a draft of a call holds; `version` of the row goes up with every change. */
export interface CallDraft {
	readonly title: Localized;
	readonly summary: Localized;
	readonly contact: CallContact;
	readonly opensAt: Date;
	readonly closesAt: Date;
	readonly envelope: bigint | null;
	readonly fundSourceId: string | null;
	readonly budgetYear: number | null;
}

export type LotDraft = Omit<LotRow, 'callId' | 'position'>;

/** A call in a list, with what a reader of the list wants to know at once. */
export interface CallListRow extends CallRow {
	readonly lots: number;
	/** Submitted and not withdrawn. */
	readonly submitted: number;
}

export type CallSort = 'closes_soonest' | 'newest';

export interface CallFilter {
	/** Where the call stands on the clock; drafts only for the staff. */
	readonly standing: 'all' | 'draft' | 'coming' | 'open' | 'over';
	/** Folded by the adapter; empty: everything. */
	readonly search: string;
	/** Absent: every programme. */
	readonly programmes?: readonly string[];
	readonly withDrafts: boolean;
	readonly sort: CallSort;
	readonly page: number;
	readonly size: number;
}

export interface CallsRepository {
	insert(row: {
		readonly id: string;
		readonly code: string;
		readonly definitionId: string;
		readonly programme: string;
		readonly draft: CallDraft;
		readonly againOf?: string;
	}): Promise<void>;
	/** The call that announces this one a second time. */
	announcedAgain(callId: string): Promise<CallRow | undefined>;
	/** Changes a draft that is still as it was seen; false: somebody was faster, or it is published. */
	edit(seen: { readonly id: string; readonly version: number }, draft: CallDraft): Promise<boolean>;
	/** Draft to published, stamped with the database's time; false: somebody was faster. */
	publish(
		seen: { readonly id: string; readonly version: number; readonly state: CallState },
		to: CallState
	): Promise<boolean>;
	/** What published calls plan to give of a source in a year before any of it is committed, without this one, đồng. */
	plannedOn(fund: FundYear, without: string): Promise<bigint>;
	/** Moves the end of a published call; false: somebody was faster. */
	extend(seen: { readonly id: string; readonly version: number }, closesAt: Date): Promise<boolean>;
	/** Changes the words and the money of a published call; false: somebody was faster. */
	/** Whom one asks about the call of a dossier. */
	contactOfDossier(applicationId: string): Promise<CallContact | undefined>;
	correct(seen: { readonly id: string; readonly version: number }, to: CorrectableCall): Promise<boolean>;
	/** The only task of a call without a list is called as the call is. */
	renameLot(lotId: string, title: Localized): Promise<void>;
	/** Appends a lot under the call's row lock, so that positions never collide. */
	addLot(callId: string, lot: LotDraft): Promise<void>;
	removeLot(callId: string, lotId: string): Promise<boolean>;
	list(filter: CallFilter): Promise<{ readonly rows: readonly CallListRow[]; readonly total: number }>;
	/** Applications of a call by state. */
	countStates(callId: string): Promise<Readonly<Record<string, number>>>;
	find(id: string): Promise<CallRow | undefined>;
	findByCode(code: string): Promise<CallRow | undefined>;
	lots(callId: string): Promise<readonly LotRow[]>;
	findLot(id: string): Promise<LotRow | undefined>;
	/** Moves the state when version and state are still those that were seen; false: somebody was faster. */
	advance(
		seen: { readonly id: string; readonly version: number; readonly state: CallState },
		to: CallState
	): Promise<boolean>;
}
