import { isRole, toPerson } from './identity.map.ts';
import type { ActorRow } from './identity.map.ts';
import type { IdentityRepository, PersonRow } from '#lib/server/app/identity/ports.ts';
import { COUNCIL_ROLES } from '#lib/domain/councils/council-role.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import { likePattern } from './like.ts';
import type { Rows } from './rows.ts';

type PersonQueries = Pick<
	IdentityRepository,
	| 'loadPerson'
	| 'findPerson'
	| 'lockPerson'
	| 'createPerson'
	| 'updateProfile'
	| 'listPeople'
	| 'demonstrationAccounts'
	| 'worksForOffice'
	| 'namesOf'
>;

interface ListedPerson extends Omit<PersonRow, 'roles' | 'seats'> {
	readonly roles: readonly string[];
	readonly seats: readonly string[];
	readonly total: bigint;
}

/** A person with grants and seats in force now: one round trip a request, whatever their number. */
export const ACTOR = Prisma.sql`a.id AS account_id, p.id AS person_id, p.full_name, p.title, a.email, p.employer_id,
	  coalesce((SELECT json_agg(json_build_object('role', g.role, 'scope_type', g.scope_type, 'scope_id', g.scope_id) ORDER BY g.id)
	    FROM role_grant g WHERE g.person_id = p.id AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())), '[]') AS grants,
	  coalesce((SELECT json_agg(json_build_object('id', m.id, 'council_id', m.council_id, 'call_id', c.call_id, 'role', m.role) ORDER BY m.id)
	    FROM council_member m JOIN council c ON c.id = m.council_id
	    WHERE m.person_id = p.id AND m.ended_at IS NULL AND c.state <> 'dissolved'), '[]') AS seats,
	  coalesce((SELECT json_agg(t) FROM former_ties(p.id) t), '[]') AS former_ties`;

export function personQueries(db: Connection, rows: Rows): PersonQueries {
	return {
		async loadPerson(accountId) {
			const [row] = await rows<ActorRow>(
				Prisma.sql`SELECT ${ACTOR} FROM account a JOIN person p ON p.id = a.person_id
				WHERE a.id = ${accountId}::uuid AND a.disabled_at IS NULL`
			);
			return row === undefined ? undefined : toPerson(row);
		},

		async findPerson(id) {
			const row = await db.person.findUnique({ where: { id }, include: { account: true } });
			if (row === null) return undefined;
			const { account, ...person } = row;
			return { ...person, account: account ?? undefined };
		},

		async lockPerson(id) {
			const locked = await rows<{ id: string }>(
				Prisma.sql`SELECT id FROM person WHERE id = ${id}::uuid FOR UPDATE`
			);
			return locked.length === 1;
		},

		async createPerson(row) {
			await db.$executeRaw`
				INSERT INTO person (id, full_name, title, phone, employer_id, employer_text, created_at)
				VALUES (${row.id}::uuid, ${row.fullName}, ${row.title}, ${row.phone}, ${row.employerId}::uuid, ${row.employerText}, app_now())`;
		},

		async updateProfile(id, profile) {
			await db.person.update({ where: { id }, data: profile });
		},

		async demonstrationAccounts() {
			return db.$queryRaw<{ email: string; roles: string[] }[]>`
				SELECT a.email,
				  ARRAY(SELECT g.role FROM role_grant g WHERE g.person_id = p.id AND g.valid_from <= app_now()
				      AND (g.valid_to IS NULL OR g.valid_to > app_now())
				    UNION SELECT m.role FROM council_member m JOIN council c ON c.id = m.council_id
				      WHERE m.person_id = p.id AND m.ended_at IS NULL AND c.state <> 'dissolved') AS roles
				FROM account a JOIN person p ON p.id = a.person_id
				WHERE a.demonstration AND a.disabled_at IS NULL AND a.email_verified_at IS NOT NULL
				ORDER BY a.created_at, a.id`;
		},

		async listPeople({ search, role, sort, page, size }) {
			const like = likePattern(search);
			const holds =
				role === undefined
					? Prisma.empty
					: Prisma.sql`AND EXISTS (SELECT 1 FROM role_grant r WHERE r.person_id = p.id AND r.role = ${role}
						AND r.valid_from <= app_now() AND (r.valid_to IS NULL OR r.valid_to > app_now()))`;
			// Vietnamese lists go by the given name, which stands last.
			const order =
				sort === 'newest'
					? Prisma.sql`p.created_at DESC, p.id DESC`
					: Prisma.sql`regexp_replace(p.full_name, '^.*\\s', '') COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", p.id`;
			const found = await rows<ListedPerson>(Prisma.sql`
				SELECT p.id, p.full_name AS "fullName", p.title, p.employer_text AS "employerText", a.email,
				  coalesce((SELECT array_agg(DISTINCT g.role) FROM role_grant g WHERE g.person_id = p.id
				    AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())), '{}') AS roles,
				  coalesce((SELECT array_agg(DISTINCT s.role) FROM council_member s JOIN council c ON c.id = s.council_id
				    WHERE s.person_id = p.id AND s.ended_at IS NULL AND c.state <> 'dissolved'), '{}') AS seats,
				  a.disabled_at IS NOT NULL AS disabled, a.email_verified_at IS NOT NULL AS verified, count(*) OVER () AS total
				FROM person p LEFT JOIN account a ON a.person_id = p.id
				WHERE (p.search_text LIKE ${like} OR a.email LIKE ${like}) ${holds}
				ORDER BY ${order} LIMIT ${size} OFFSET ${(page - 1) * size}`);
			return {
				rows: found.map(({ total: _total, ...row }) => ({
					...row,
					roles: row.roles.filter(isRole),
					seats: COUNCIL_ROLES.filter((role) => row.seats.includes(role))
				})),
				total: Number(found[0]?.total ?? 0n)
			};
		},

		async worksForOffice(email) {
			const [row] = await db.$queryRaw<{ works: boolean }[]>`
				SELECT EXISTS (SELECT 1 FROM account a WHERE a.email = ${email} AND NOT a.demonstration AND (
				    EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = a.person_id AND g.scope_type <> 'organisation'
				      AND (g.valid_to IS NULL OR g.valid_to > app_now()))
				    OR EXISTS (SELECT 1 FROM council_member m WHERE m.person_id = a.person_id AND m.ended_at IS NULL))) AS works`;
			return row?.works === true;
		},

		async namesOf(ids) {
			if (ids.length === 0) return new Map();
			const found = await db.person.findMany({
				where: { OR: [{ id: { in: [...ids] } }, { account: { id: { in: [...ids] } } }] },
				select: { id: true, fullName: true, account: { select: { id: true } } }
			});
			return new Map(
				found.flatMap(({ id, fullName, account }): [string, string][] =>
					account === null
						? [[id, fullName]]
						: [
								[id, fullName],
								[account.id, fullName]
							]
				)
			);
		}
	};
}
