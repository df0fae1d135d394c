import { ROLES } from '#lib/domain/access/actor.ts';
import type { Grant, GrantScope, Person, Role } from '#lib/domain/access/actor.ts';
import { isCouncilRole } from '#lib/domain/councils/council-role.ts';

export interface ActorRow {
	readonly account_id: string;
	readonly person_id: string;
	readonly full_name: string;
	readonly title: string;
	readonly email: string;
	readonly employer_id: string | null;
	readonly grants: readonly {
		readonly role: string;
		readonly scope_type: string;
		readonly scope_id: string;
	}[];
	readonly seats: readonly {
		readonly id: string;
		readonly council_id: string;
		readonly call_id: string;
		readonly role: string;
	}[];
	readonly former_ties?: readonly { readonly organisation_id: string; readonly call_id: string | null }[];
}

export function isRole(value: string): value is Role {
	return ROLES.some((role) => role === value);
}

export function toRole(value: string): Role {
	if (isRole(value)) return value;
	throw new Error(`role_grant.role holds ${value}`);
}

export function toScope(type: string, id: string): GrantScope {
	if (type === 'all') return { type };
	if (type === 'organisation' || type === 'programme') return { type, id };
	throw new Error(`role_grant.scope_type holds ${type}`);
}

export function toPerson(row: ActorRow): Person {
	const grants: Grant[] = row.grants.map((grant) => ({
		role: toRole(grant.role),
		scope: toScope(grant.scope_type, grant.scope_id)
	}));
	return {
		kind: 'person',
		personId: row.person_id,
		accountId: row.account_id,
		name: row.full_name,
		title: row.title,
		email: row.email,
		...(row.employer_id === null ? {} : { employerId: row.employer_id }),
		grants,
		seats: row.seats.flatMap((seat) =>
			isCouncilRole(seat.role)
				? [{ memberId: seat.id, councilId: seat.council_id, callId: seat.call_id, role: seat.role }]
				: []
		),
		formerTies: (row.former_ties ?? []).map((tie) => ({
			organisationId: tie.organisation_id,
			callId: tie.call_id
		}))
	};
}
