import type { CouncilRole } from '#lib/domain/councils/council-role.ts';

/** Roles that are granted to a person (design 6.6). Council seats are appointments, not grants. */
export const ROLES = [
	'representative',
	'editor',
	'measurement_officer',
	'science_officer',
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
}

/** A visitor without an account, or the system itself (worker, seed of reference data). */
export type Actor = Person | { readonly kind: 'visitor' } | { readonly kind: 'system' };

/** Organisations that the person works for or acts for: the person takes no office step on their cases. */
export function tiedOrganisations(person: Person): string[] {
	const ids = person.grants.flatMap(({ scope }) => (scope.type === 'organisation' ? [scope.id] : []));
	return [...new Set(person.employerId === undefined ? ids : [...ids, person.employerId])];
}
