import type { IdentityRepository } from '#lib/server/app/identity/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import type { Connection } from './connection.ts';
import { toRole, toScope } from './identity.map.ts';

type GrantQueries = Pick<
	IdentityRepository,
	'grantsOf' | 'addGrant' | 'endGrant' | 'administrators' | 'lockAdministrators'
>;

interface StoredGrant {
	readonly id: string;
	readonly personId: string;
	readonly role: string;
	readonly scopeType: string;
	readonly scopeId: string;
	readonly scopeName: string;
	readonly validFrom: Date;
	readonly validTo: Date | null;
	readonly grantedByName: string;
	readonly proposedByName: string;
}

export function grantQueries(db: Connection): GrantQueries {
	return {
		async grantsOf(personId) {
			const rows = await db.$queryRaw<StoredGrant[]>`
				SELECT g.id, g.person_id AS "personId", g.role, g.scope_type AS "scopeType", g.scope_id AS "scopeId",
				  coalesce(o.name, '') AS "scopeName", g.valid_from AS "validFrom", g.valid_to AS "validTo",
				  coalesce(b.full_name, '') AS "grantedByName", coalesce(y.full_name, '') AS "proposedByName"
				FROM role_grant g LEFT JOIN organisation o ON g.scope_type = 'organisation' AND o.id::text = g.scope_id
				LEFT JOIN person b ON b.id = g.granted_by
				LEFT JOIN grant_proposal q ON q.grant_id = g.id LEFT JOIN person y ON y.id = q.proposed_by
				WHERE g.person_id = ${personId}::uuid ORDER BY g.valid_from DESC, g.id DESC`;
			return rows.map(({ role, scopeType, scopeId, ...row }) => ({
				...row,
				role: toRole(role),
				scope: toScope(scopeType, scopeId)
			}));
		},

		async addGrant({ id = identifiers.v7(), personId, role, scope, validFrom, validTo, grantedBy }) {
			await db.$executeRaw`
				INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from, valid_to, granted_by)
				VALUES (${id}::uuid, ${personId}::uuid, ${role}, ${scope.type}, ${scope.type === 'all' ? '' : scope.id},
				  coalesce(${validFrom ?? null}::timestamptz, app_now()), ${validTo ?? null}::timestamptz, ${grantedBy}::uuid)`;
			return id;
		},

		async administrators() {
			const rows = await db.$queryRaw<{ personId: string }[]>`
				SELECT person_id AS "personId" FROM active_administrators() AS person_id`;
			return rows.map(({ personId }) => personId);
		},

		async lockAdministrators() {
			// A row that another transaction has ended meanwhile is judged anew after the waiting, and left out.
			const rows = await db.$queryRaw<{ personId: string }[]>`
				SELECT g.person_id AS "personId" FROM role_grant g JOIN account a ON a.person_id = g.person_id
				WHERE g.role = 'administrator' AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())
				  AND a.disabled_at IS NULL
				ORDER BY g.id FOR UPDATE OF g, a`;
			return rows.map(({ personId }) => personId);
		},

		async endGrant(grantId, personId) {
			// A grant that has not begun ends as it begins: the period may not be empty, so it is moved to the past.
			const rows = await db.$queryRaw<{ role: string; scopeType: string; scopeId: string }[]>`
				UPDATE role_grant SET valid_to = app_now(), valid_from = least(valid_from, app_now() - interval '1 microsecond')
				WHERE id = ${grantId}::uuid AND person_id = ${personId}::uuid AND (valid_to IS NULL OR valid_to > app_now())
				RETURNING role, scope_type AS "scopeType", scope_id AS "scopeId"`;
			const row = rows[0];
			return row === undefined
				? undefined
				: { role: toRole(row.role), scope: toScope(row.scopeType, row.scopeId) };
		}
	};
}
