import type { CouncilRole } from '#lib/domain/councils/council-role.ts';

/** Roles that are granted to a person (design 6.6). Council seats are appointments, not grants. */
export const ROLES = [
	'representative',
	'editor',
	'measurement_officer',
	'science_officer',
	'enterprise_officer',
	'finance_officer',
	'finance_head',
	'director',
	'auditor',
	'administrator'
] as const;

export type Role = (typeof ROLES)[number];

/** Roles that the office gives to its own people; an organisation never grants them. */
export const STAFF_ROLES: readonly Role[] = ROLES.filter(
	(role) => role !== 'representative' && role !== 'editor'
);

export type GrantScope =
	| { readonly type: 'all' }
	| { readonly type: 'organisation'; readonly id: string }
	/** `id` is the key of a programme definition ('MAP'). */
	| { readonly type: 'programme'; readonly id: string };

/** One grant in force now. */
export interface Grant {
	readonly role: Role;
	readonly scope: GrantScope;
}

/** One seat in a council that has not ended. */
export interface Seat {
	readonly memberId: string;
	readonly councilId: string;
	readonly callId: string;
	readonly role: CouncilRole;
}

/** A person who asks. `employerId` and organisation grants tie the person to applicants. */
export interface Person {
	readonly kind: 'person';
	readonly personId: string;
	readonly accountId: string;
	readonly name: string;
	readonly title: string;
	readonly email: string;
	readonly employerId?: string;
	readonly grants: readonly Grant[];
	readonly seats: readonly Seat[];
	/** Ties that are over, or that only a ruling states, where they still count; `callId` null: in every call. */
	readonly formerTies?: readonly FormerTie[];
}

export interface FormerTie {
	readonly organisationId: string;
	readonly callId: string | null;
}

/** A visitor without an account, or the system itself (worker, seed of reference data). */
export type Actor = Person | { readonly kind: 'visitor' } | { readonly kind: 'system' };

/** Organisations that the person works for or acts for now: the person takes no office step on their cases. */
export function tiedOrganisations(person: Person): string[] {
	const ids = person.grants.flatMap(({ scope }) => (scope.type === 'organisation' ? [scope.id] : []));
	return [...new Set(person.employerId === undefined ? ids : [...ids, person.employerId])];
}

/** Whether a case of the organisation in this call is not the person's to act on: tied now, or in the period that counts. */
export function isTied(person: Person, organisationId: string, callId?: string): boolean {
	return (
		tiedOrganisations(person).includes(organisationId) ||
		(person.formerTies ?? []).some(
			(tie) =>
				tie.organisationId === organisationId &&
				(tie.callId === null || callId === undefined || tie.callId === callId)
		)
	);
}

/** The same for lists: organisations in every call, and those in one call only. */
export interface Ties {
	readonly organisationIds: readonly string[];
	readonly inCalls: readonly { readonly organisationId: string; readonly callId: string }[];
}

export function tiesOf(person: Person): Ties {
	const former = person.formerTies ?? [];
	return {
		organisationIds: [
			...new Set([
				...tiedOrganisations(person),
				...former.flatMap(({ organisationId, callId }) => (callId === null ? [organisationId] : []))
			])
		],
		inCalls: former.flatMap(({ organisationId, callId }) =>
			callId === null ? [] : [{ organisationId, callId }]
		)
	};
}

/** Whether the person holds a role of the office. */
export function isStaff(person: Pick<Person, 'grants'>): boolean {
	return person.grants.some(({ role }) => STAFF_ROLES.includes(role));
}
