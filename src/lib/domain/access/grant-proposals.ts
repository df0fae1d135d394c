/**
 * A role that signs or administers is proposed by one administrator and put in force by another, so that nobody gives
 * the three signatures of a case to people of their own choosing.
 */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

export const PROPOSAL_STATES = ['waiting', 'in_force', 'declined', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export interface ProposalFacts {
	/** Who would hold the role. */
	readonly personId: string;
	/** Null: a command on the machine itself. */
	readonly proposedBy: string | null;
	readonly state: ProposalState;
}

/** Refuses `proposal_over`, `proposal_own`, `proposal_about_oneself`: nobody confirms what they proposed or would hold. */
function decidedByAnother(proposal: ProposalFacts, administrator: string): Result<true> {
	if (proposal.state !== 'waiting') return refuse('proposal_over');
	if (proposal.proposedBy === administrator) return refuse('proposal_own');
	return proposal.personId === administrator ? refuse('proposal_about_oneself') : ok(true);
}

/**
 * Whether this administrator puts the role in force. `administrators`: those of now. Refuses as above, and
 * `proposer_not_administrator`: who proposed has ceased to be one, and two are needed.
 */
export function mayConfirm(
	proposal: ProposalFacts,
	administrator: string,
	administrators: readonly string[]
): Result<true> {
	const another = decidedByAnother(proposal, administrator);
	if (!another.ok) return another;
	const stands = proposal.proposedBy !== null && administrators.includes(proposal.proposedBy);
	return stands ? ok(true) : refuse('proposer_not_administrator');
}

/** Refuses as `mayConfirm` does, and `reason_missing`. A proposal of a former administrator can be declined. */
export function mayDecline(proposal: ProposalFacts, administrator: string, reason: string): Result<true> {
	const another = decidedByAnother(proposal, administrator);
	if (!another.ok) return another;
	return reason.trim() === '' ? refuse('reason_missing', { field: 'reason' }) : ok(true);
}

/** Refuses `proposal_over`, `proposal_not_yours`. */
export function mayWithdraw(proposal: ProposalFacts, administrator: string): Result<true> {
	if (proposal.state !== 'waiting') return refuse('proposal_over');
	return proposal.proposedBy === administrator ? ok(true) : refuse('proposal_not_yours');
}

/**
 * Whether a command on the machine may make an administrator: only where no two are left to do it together.
 * Refuses `administrators_enough`; `administrators_never`: the first ones of an installation come with it.
 */
export function mayAppointAtTerminal(administrators: {
	readonly active: number;
	readonly everBeen: boolean;
}): Result<true> {
	if (!administrators.everBeen) return refuse('administrators_never');
	return administrators.active >= 2 ? refuse('administrators_enough') : ok(true);
}
