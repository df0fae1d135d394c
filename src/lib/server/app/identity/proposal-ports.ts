import type { PersonReader } from '../mail/letter.ts';
import type { GrantScope, Role } from '#lib/domain/access/actor.ts';
import type { ProposalState } from '#lib/domain/access/grant-proposals.ts';

export interface ProposalRow {
	readonly id: string;
	readonly personId: string;
	readonly person: string;
	readonly title: string;
	readonly role: Role;
	readonly scope: GrantScope;
	readonly validFrom: Date;
	readonly validTo: Date | null;
	/** Null: a command on the machine itself. */
	readonly proposedBy: string | null;
	readonly proposer: string;
	readonly proposedAt: Date;
	readonly state: ProposalState;
	readonly decider: string;
	readonly decidedAt: Date | null;
	readonly reason: string;
}

/** Which proposals a list shows. */
export const PROPOSAL_STANDINGS = ['waiting', 'ended', 'all'] as const;
export type ProposalStanding = (typeof PROPOSAL_STANDINGS)[number];

export interface ProposalQueries {
	addProposal(row: {
		readonly id: string;
		readonly personId: string;
		readonly role: Role;
		readonly scope: GrantScope;
		readonly validFrom: Date;
		readonly validTo: Date | null;
		readonly proposedBy: string;
	}): Promise<void>;
	/** Made and in force at once: an administrator by a command on the machine. */
	addTerminalProposal(row: {
		readonly id: string;
		readonly personId: string;
		readonly grantId: string;
		readonly reason: string;
	}): Promise<void>;
	proposal(id: string): Promise<ProposalRow | undefined>;
	/** The same, held until the end of the transaction. */
	holdProposal(id: string): Promise<ProposalRow | undefined>;
	/** False when somebody decided it before. */
	decideProposal(
		id: string,
		to: {
			readonly state: Exclude<ProposalState, 'waiting'>;
			readonly by: string;
			readonly reason?: string;
			readonly grantId?: string;
		}
	): Promise<boolean>;
	/** What waits first, then the newest. */
	listProposals(filter: {
		readonly search: string;
		readonly standing: ProposalStanding;
		readonly personId?: string;
		readonly page: number;
		readonly size: number;
	}): Promise<{ readonly rows: readonly ProposalRow[]; readonly total: number }>;
	/** Who holds one of these roles now, with open accounts. */
	readersOfRoles(roles: readonly Role[]): Promise<readonly PersonReader[]>;
	/** Whether this installation has ever had an administrator. */
	hadAdministrator(): Promise<boolean>;
}
