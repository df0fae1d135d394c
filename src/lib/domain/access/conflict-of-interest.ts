/**
 * Who may not judge whom (TT 20/2023/TT-BKHCN, Art. 8.2), and what a member may see before that is settled.
 *
 * A member declares on every application of the lot, for they are compared with each other. A blocking
 * conflict with one recuses from the whole lot, unless the rule set says application by application.
 */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { RecusalScope } from '#lib/domain/rules/rule-set.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import { present } from '#lib/domain/shared/present.ts';

export type ConflictGround =
	'participant' | 'host_staff' | 'cooperating_staff' | 'partiality' | 'relative' | 'sanction';

interface GroundRule {
	readonly citation: string;
	/** `blocking` leaves nothing to decide; `ruling` goes to the chair's recorded ruling. */
	readonly effect: 'blocking' | 'ruling';
}

/** The grounds of the circular, in its order (a) to (e). */
export const CONFLICT_GROUNDS: Readonly<Record<ConflictGround, GroundRule>> = {
	participant: { citation: 'TT 20/2023/TT-BKHCN, Điều 8.2.a', effect: 'blocking' },
	host_staff: { citation: 'TT 20/2023/TT-BKHCN, Điều 8.2.b', effect: 'blocking' },
	cooperating_staff: { citation: 'TT 20/2023/TT-BKHCN, Điều 8.2.c', effect: 'blocking' },
	partiality: { citation: 'TT 20/2023/TT-BKHCN, Điều 8.2.d', effect: 'ruling' },
	relative: { citation: 'TT 20/2023/TT-BKHCN, Điều 8.2.đ', effect: 'blocking' },
	sanction: { citation: 'TT 20/2023/TT-BKHCN, Điều 8.2.e', effect: 'blocking' }
};

export function isConflictGround(value: unknown): value is ConflictGround {
	return typeof value === 'string' && Object.hasOwn(CONFLICT_GROUNDS, value);
}

/** What a member said about one application; `null` says that there is nothing to declare. */
export interface Declaration {
	readonly memberId: string;
	readonly applicationId: string;
	readonly ground: ConflictGround | null;
}

/** What the system found by itself about a member and an application. */
export interface Detection {
	readonly memberId: string;
	readonly applicationId: string;
	readonly ground: ConflictGround;
	/**
	 * Sure facts take the ground's effect: what the office keeps, what the person accepted or declared, what was
	 * ruled. What only a dossier says goes to a ruling, since its writer would choose who judges it.
	 */
	readonly sure: boolean;
}

/** A ruling on a declared interest that does not block by itself. */
export interface Ruling {
	readonly memberId: string;
	readonly applicationId: string;
	readonly ruling: 'allowed' | 'barred';
}

export type ConflictStatus =
	/** The member has not declared, and nothing blocking is known. */
	'undeclared' | 'none' | 'needs_ruling' | 'allowed' | 'barred' | 'blocking';

export interface ConflictAssessment {
	readonly memberId: string;
	readonly applicationId: string;
	readonly status: ConflictStatus;
	readonly grounds: readonly {
		readonly ground: ConflictGround;
		readonly detected: boolean;
		readonly citation: string;
	}[];
}

export interface ConflictFacts {
	readonly declarations: readonly Declaration[];
	readonly detections: readonly Detection[];
	readonly rulings: readonly Ruling[];
}

export interface PersonTies {
	/** Readings of the full name, to notice a namesake among participants who have no account. */
	readonly nameKeys: readonly string[];
	/** The employer that the office keeps, organisations that the person accepted to act for, and what was ruled. */
	readonly organisationIds: readonly string[];
}

export interface ApplicationTies {
	readonly applicantOrganisationId: string;
	readonly cooperatingOrganisationIds: readonly string[];
	readonly participantNameKeys: readonly string[];
}

/**
 * What the records alone tell, without any declaration: grounds (a), (b) and (c). Participants and cooperating
 * organisations stand in the records by the applicant's word only: they are never sure.
 */
export function detectConflicts(
	person: PersonTies,
	application: ApplicationTies
): { readonly ground: ConflictGround; readonly sure: boolean }[] {
	const found: { ground: ConflictGround; sure: boolean }[] = [];
	if (person.nameKeys.some((key) => application.participantNameKeys.includes(key))) {
		found.push({ ground: 'participant', sure: false });
	}
	if (person.organisationIds.includes(application.applicantOrganisationId)) {
		found.push({ ground: 'host_staff', sure: true });
	}
	if (application.cooperatingOrganisationIds.some((id) => person.organisationIds.includes(id))) {
		found.push({ ground: 'cooperating_staff', sure: false });
	}
	return found;
}

interface Fact {
	readonly memberId: string;
	readonly applicationId: string;
}

/** A lot of 200 applications has 1.800 declarations: they are sorted once, not searched for each of them. */
const sorted = new WeakMap<readonly Fact[], Map<string, readonly Fact[]>>();

function factsAbout<F extends Fact>(
	facts: readonly F[],
	memberId: string,
	applicationId: string
): readonly F[] {
	let byPair = sorted.get(facts);
	if (byPair === undefined) {
		byPair = Map.groupBy(facts, (fact) => `${fact.memberId} ${fact.applicationId}`);
		sorted.set(facts, byPair);
	}
	// Sorted from `facts` itself, so that what it holds is of their kind.
	return (byPair.get(`${memberId} ${applicationId}`) ?? []) as readonly F[];
}

/**
 * Where a member stands with one application. What was found counts as what was declared: a sure finding
 * blocks a member who declared "none", and one who has not declared yet. A blocking ground cannot be ruled away.
 */
export function assessConflict(
	memberId: string,
	applicationId: string,
	{ declarations, detections, rulings }: ConflictFacts
): ConflictAssessment {
	const declared = factsAbout(declarations, memberId, applicationId);
	const claims = [
		...declared.flatMap(({ ground }) => (ground === null ? [] : [{ ground, sure: true, detected: false }])),
		...factsAbout(detections, memberId, applicationId).map(({ ground, sure }) => ({
			ground,
			sure,
			detected: true
		}))
	];
	const blocks = claims.some(({ ground, sure }) => sure && CONFLICT_GROUNDS[ground].effect === 'blocking');
	// The last ruling stands: a ruling is corrected by another one.
	const ruling = factsAbout(rulings, memberId, applicationId).at(-1)?.ruling;
	const status = blocks
		? 'blocking'
		: declared.length === 0
			? 'undeclared'
			: claims.length === 0
				? 'none'
				: (ruling ?? 'needs_ruling');
	return {
		memberId,
		applicationId,
		status,
		grounds: claims.map(({ ground, detected }) => ({
			ground,
			detected,
			citation: CONFLICT_GROUNDS[ground].citation
		}))
	};
}

/** The applications of the lot from which a member is recused, by the reach of the rule set. */
export function recusedFrom(
	memberId: string,
	applicationIdsInLot: readonly string[],
	facts: ConflictFacts,
	scope: RecusalScope
): string[] {
	const hit = applicationIdsInLot.filter((id) => isBarred(assessConflict(memberId, id, facts).status));
	return scope === 'lot' && hit.length > 0 ? [...applicationIdsInLot] : hit;
}

/**
 * Whether a member may open the dossier of an application: the undertaking is signed and the interests
 * towards everything compared with it are settled, before the first byte.
 * Refuses `conflict_blocks`, `undertaking_missing`, `declaration_missing` {count}, `ruling_pending` {count};
 * with several, the first of these is the code and all are causes.
 */
export function mayOpenDossier(
	facts: ConflictFacts & {
		readonly memberId: string;
		readonly applicationId: string;
		readonly applicationIdsInLot: readonly string[];
		readonly undertakingSigned: boolean;
		readonly scope: RecusalScope;
	}
): Result<true> {
	const { memberId, applicationId, applicationIdsInLot, scope } = facts;
	if (!applicationIdsInLot.includes(applicationId)) {
		throw new RangeError(`application ${applicationId} is not of this lot`);
	}
	const concerned = scope === 'lot' ? applicationIdsInLot : [applicationId];
	const statuses = concerned.map((id) => assessConflict(memberId, id, facts).status);
	const undeclared = statuses.filter((status) => status === 'undeclared').length;
	const pending = statuses.filter((status) => status === 'needs_ruling').length;
	const causes: Refusal[] = [];
	if (statuses.some(isBarred)) causes.push({ code: 'conflict_blocks' });
	if (!facts.undertakingSigned) causes.push({ code: 'undertaking_missing' });
	if (undeclared > 0) causes.push({ code: 'declaration_missing', params: { count: String(undeclared) } });
	if (pending > 0) causes.push({ code: 'ruling_pending', params: { count: String(pending) } });
	const [first] = causes;
	return first === undefined
		? ok(true)
		: refuse(first.code, { ...present({ params: first.params }), causes });
}

/** Applications that a member still has to declare on, or whose declaration waits for a ruling. */
export interface OpenInterest {
	readonly memberId: string;
	readonly open: 'undeclared' | 'needs_ruling';
	readonly count: number;
}

/**
 * What still stands open among members who would judge the lot, for the opening of a session: first who has not
 * declared, then who waits for a ruling. The recused are settled.
 */
export function unsettledInterests(
	memberIds: readonly string[],
	applicationIdsInLot: readonly string[],
	facts: ConflictFacts,
	scope: RecusalScope
): OpenInterest[] {
	return (['undeclared', 'needs_ruling'] as const).flatMap((open) =>
		memberIds.flatMap((memberId) => {
			const recused = recusedFrom(memberId, applicationIdsInLot, facts, scope);
			const count = applicationIdsInLot.filter(
				(id) => !recused.includes(id) && assessConflict(memberId, id, facts).status === open
			).length;
			return count === 0 ? [] : [{ memberId, open, count }];
		})
	);
}

/**
 * A declaration as it is made. The partiality ground needs words for the chair to rule on.
 * Refuses `conflict_ground_unknown`, `conflict_note_missing`, `conflict_not_withdrawable` (a session has opened).
 */
export function checkDeclaration(declared: {
	readonly ground: string | null;
	readonly note: string;
	readonly sessionOpened: boolean;
}): Result<ConflictGround | null> {
	if (declared.sessionOpened) return refuse('conflict_not_withdrawable');
	if (declared.ground === null) return ok(null);
	if (!isConflictGround(declared.ground)) return refuse('conflict_ground_unknown', { field: 'ground' });
	if (declared.note.trim() === '') return refuse('conflict_note_missing', { field: 'note' });
	return ok(declared.ground);
}

/**
 * A ruling as it is made: by the chair, or by a vice-chair about the chair; nobody about themself; with a
 * reason; and only where something waits for it (a later ruling may correct an earlier one).
 * Refuses `ruling_not_yours`, `ruling_own_case`, `ruling_blocking_ground`, `ruling_nothing_declared`, `reason_missing`.
 */
export function checkRuling(facts: {
	readonly ruler: { readonly memberId: string; readonly role: CouncilRole };
	readonly member: { readonly memberId: string; readonly role: CouncilRole };
	readonly status: ConflictStatus;
	readonly reason: string;
}): Result<true> {
	const { ruler, member, status } = facts;
	if (ruler.memberId === member.memberId) return refuse('ruling_own_case');
	const rules = member.role === 'chair' ? ruler.role === 'vice_chair' : ruler.role === 'chair';
	if (!rules) return refuse('ruling_not_yours');
	if (status === 'blocking') return refuse('ruling_blocking_ground');
	if (status === 'none' || status === 'undeclared') return refuse('ruling_nothing_declared');
	return facts.reason.trim() === '' ? refuse('reason_missing', { field: 'reason' }) : ok(true);
}

function isBarred(status: ConflictStatus): boolean {
	return status === 'blocking' || status === 'barred';
}
