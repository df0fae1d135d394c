import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Scope } from '#lib/domain/access/policy.ts';

export interface ProposalRow {
	readonly id: string;
	readonly code: string;
	readonly title: string;
	readonly state: ApplicationState;
	readonly organisation: string;
	readonly submittedAt: Date;
	/** Where an accepted one became a task. */
	readonly callCode: string | null;
	readonly lotCode: string | null;
}

/** `waiting`: found valid and not decided; `unchecked`: still to be checked; `decided`: accepted or declined. */
export const PROPOSAL_STANDINGS = ['all', 'waiting', 'unchecked', 'decided'] as const;
export type ProposalStanding = (typeof PROPOSAL_STANDINGS)[number];

/** A draft of a call that a proposal can become a task of. */
export interface TargetCall {
	readonly id: string;
	readonly code: string;
	readonly programme: string;
	readonly title: Localized;
	readonly variants: readonly { readonly key: string; readonly label: Localized }[];
}

export interface ProposalsRepository {
	/** Submitted applications of programmes that accept or decline, what waits for a decision first. */
	list(filter: {
		readonly scope: Scope;
		readonly search: string;
		readonly standing: ProposalStanding;
		readonly page: number;
		readonly size: number;
	}): Promise<{ readonly rows: readonly ProposalRow[]; readonly total: number }>;
	/** Drafts whose programme has a list of tasks, newest first. */
	targets(): Promise<readonly TargetCall[]>;
	/** The task that a proposal became. */
	taskOf(applicationId: string): Promise<{ readonly callCode: string; readonly lotCode: string } | undefined>;
}
