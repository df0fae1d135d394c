import { ROLES } from '#lib/domain/access/actor.ts';
import type { Grant, GrantScope, Person, Role } from '#lib/domain/access/actor.ts';
import { isCouncilRole } from '#lib/domain/councils/council-role.ts';
import type { IdentityRepository } from '#lib/server/app/identity/ports.ts';
import type { Connection } from './connection.ts';

interface PersonRow {
	readonly account_id: string;
	readonly person_id: string;
	readonly full_name: string;
	readonly title: string;
	readonly email: string;
	readonly employer_id: string | null;
	readonly grants: readonly { readonly role: string; readonly scope_type: string; readonly scope_id: string }[];
	readonly seats: readonly { readonly id: string; readonly council_id: string; readonly call_id: string; readonly role: string }[];
}

function isRole(value: string): value is Role {
	return ROLES.some((role) => role === value);
}

function toGrants(rows: PersonRow['grants']): Grant[] {
	return rows.flatMap(({ role, scope_type, scope_id }) => {
		const scope: GrantScope | undefined =
			scope_type === 'all'
				? { type: 'all' }
				: scope_type === 'organisation' || scope_type === 'programme'
					? { type: scope_type, id: scope_id }
					: undefined;
		return scope !== undefined && isRole(role) ? [{ role, scope }] : [];
	});
}

export function identityRepository(db: Connection): IdentityRepository {
	return {
		async loadPerson(accountId) {
			// One round trip a request, whatever the number of grants and seats.
			const rows = await db.$queryRaw<PersonRow[]>`
				SELECT a.id AS account_id, p.id AS person_id, p.full_name, p.title, a.email, p.employer_id,
				  coalesce((SELECT json_agg(json_build_object('role', g.role, 'scope_type', g.scope_type, 'scope_id', g.scope_id) ORDER BY g.id)
				    FROM role_grant g WHERE g.person_id = p.id AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())), '[]') AS grants,
				  coalesce((SELECT json_agg(json_build_object('id', m.id, 'council_id', m.council_id, 'call_id', c.call_id, 'role', m.role) ORDER BY m.id)
				    FROM council_member m JOIN council c ON c.id = m.council_id
				    WHERE m.person_id = p.id AND m.ended_at IS NULL AND c.state <> 'dissolved'), '[]') AS seats
				FROM account a JOIN person p ON p.id = a.person_id
				WHERE a.id = ${accountId}::uuid AND a.disabled_at IS NULL`;
			const row = rows[0];
			if (row === undefined) return undefined;
			const person: Person = {
				kind: 'person',
				personId: row.person_id,
				accountId: row.account_id,
				name: row.full_name,
				title: row.title,
				email: row.email,
				...(row.employer_id === null ? {} : { employerId: row.employer_id }),
				grants: toGrants(row.grants),
				seats: row.seats.flatMap((seat) =>
					isCouncilRole(seat.role)
						? [{ memberId: seat.id, councilId: seat.council_id, callId: seat.call_id, role: seat.role }]
						: []
				)
			};
			return person;
		},

		async findAccountByEmail(email) {
			return (await db.account.findUnique({ where: { email } })) ?? undefined;
		},

		async findAccount(id) {
			return (await db.account.findUnique({ where: { id } })) ?? undefined;
		}
	};
}
