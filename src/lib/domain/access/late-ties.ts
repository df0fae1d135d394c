/**
 * Ties that appear after their person began to judge or to act. Nobody else's word makes one: a membership begins
 * with the acceptance of the person whom it ties. Where that person sits on a seated council before which the
 * organisation stands, or works for the office, the tie is ruled on first, and nothing changes until then.
 */
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** What an invited person, their seats and their work say about the tie that an acceptance would make. */
export interface AcceptanceFacts {
	/** Holds a role of the office. */
	readonly staff: boolean;
	readonly seats: readonly {
		readonly memberId: string;
		readonly callId: string;
		/** The council is seated, and a case of the organisation is in one of its sessions that has not closed. */
		readonly judgesTheOrganisation: boolean;
	}[];
}

export type TiePart =
	/** `memberId` judges a case of the organisation. */
	| { readonly part: 'seat'; readonly memberId: string; readonly callId: string }
	/** Works for the office: whatever the person does there. */
	| { readonly part: 'office' };

/** What has to be ruled on before the membership begins; nothing: it begins with the acceptance. */
export function findingsOnAcceptance({ staff, seats }: AcceptanceFacts): TiePart[] {
	return [
		...seats.flatMap(({ judgesTheOrganisation, memberId, callId }): TiePart[] =>
			judgesTheOrganisation ? [{ part: 'seat', memberId, callId }] : []
		),
		...(staff ? [{ part: 'office' } as const] : [])
	];
}

export type TieRuling =
	/** The person takes no further part from the ruling on; the membership begins. */
	| 'excluded'
	/** The person stays; the membership does not begin. */
	| 'kept';

export interface TieRuler {
	readonly personId: string;
	readonly director: boolean;
	/** The ruler's seat on the council of the finding. */
	readonly seat?: CouncilRole;
}

export interface RulableFinding {
	readonly personId: string;
	readonly part: 'seat' | 'office';
	/** The seat whose tie it is; null where it is about the office. */
	readonly role: CouncilRole | null;
	/** A chair sits besides the person (a vice-chair, when it is about the chair): the council rules by itself. */
	readonly councilRules: boolean;
	readonly ended: boolean;
}

/** Whether this person is the one who rules: the chair, the vice-chair about the chair, else the director; nobody on themself. */
export function rulesOn(finding: Omit<RulableFinding, 'ended'>, ruler: TieRuler): boolean {
	if (finding.personId === ruler.personId) return false;
	if (finding.part === 'office' || !finding.councilRules) return ruler.director;
	return ruler.seat === (finding.role === 'chair' ? 'vice_chair' : 'chair');
}

/**
 * A ruling as it is made, with a reason that the minutes can state. Refuses `ruling_own_case`, `ruling_not_yours`,
 * `already_done` (ruled on, or taken back), `reason_missing`.
 */
export function checkTieRuling(finding: RulableFinding, ruler: TieRuler, reason: string): Result<true> {
	if (finding.personId === ruler.personId) return refuse('ruling_own_case');
	if (!rulesOn(finding, ruler)) return refuse('ruling_not_yours');
	if (finding.ended) return refuse('already_done');
	return reason.trim() === '' ? refuse('reason_missing', { field: 'reason' }) : ok(true);
}

/** What becomes of an invitation once its findings are ruled on; null while one still waits. */
export function outcomeOf(rulings: readonly (TieRuling | null)[]): 'in_force' | 'refused' | null {
	if (rulings.includes('kept')) return 'refused';
	return rulings.includes(null) ? null : 'in_force';
}

export type InvitationState = 'waiting' | 'under_ruling' | 'in_force' | 'declined' | 'taken_back' | 'refused';

/**
 * What the inviting organisation is told. Who judges and who works for whom is not its affair: an acceptance that
 * waits for a ruling looks unanswered, and one that was not allowed looks declined.
 */
export function stateForInviter(
	state: InvitationState,
	expiresAt: Date,
	now: Date
): 'waiting' | 'expired' | 'in_force' | 'declined' | 'taken_back' {
	if (state === 'refused') return 'declined';
	if (state !== 'waiting' && state !== 'under_ruling') return state;
	return expiresAt > now ? 'waiting' : 'expired';
}

/** Whether an invitation can still be answered. Refuses `invitation_over`, `invitation_expired`. */
export function mayAnswer(state: InvitationState, expiresAt: Date, now: Date): Result<true> {
	if (state === 'under_ruling') return refuse('invitation_under_ruling');
	if (state !== 'waiting') return refuse('invitation_over');
	return expiresAt > now ? ok(true) : refuse('invitation_expired');
}
