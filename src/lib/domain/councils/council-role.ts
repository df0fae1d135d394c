/**
 * What a person is on a council (TT 20/2023, Art. 8). A person has one of these per council.
 * The scientific secretary is a member who marks; the administrative secretary serves and never marks,
 * nor counts towards size or quorum.
 */
import type { SeatStanding } from './seat-standing.ts';

export const COUNCIL_ROLES = [
	'chair',
	'vice_chair',
	'reviewer',
	'scientific_secretary',
	'member',
	'administrative_secretary'
] as const;

export type CouncilRole = (typeof COUNCIL_ROLES)[number];

export function isCouncilRole(value: unknown): value is CouncilRole {
	return COUNCIL_ROLES.some((role) => role === value);
}

export interface CouncilMember {
	readonly memberId: string;
	readonly personId: string;
	readonly role: CouncilRole;
	/** What the member sits for; absent where the body asks for none. */
	readonly standings?: readonly SeatStanding[];
}

/** Whether the role marks, counts towards the council's size and towards its quorum. */
export function isVotingRole(role: CouncilRole): boolean {
	return role !== 'administrative_secretary';
}

/** Members who mark, in the order given. */
export function votingMembers(members: readonly CouncilMember[]): CouncilMember[] {
	return members.filter((member) => isVotingRole(member.role));
}
