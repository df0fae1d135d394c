import { STANDINGS } from '#lib/domain/organisations/standing.ts';
import type { Standing } from '#lib/domain/organisations/standing.ts';
import type { OrganisationKind } from '#lib/domain/shared/identity-numbers.ts';
import type { Reader } from '#lib/server/app/mail/letter.ts';
import type {
	MemberRow,
	OrganisationRow,
	OrganisationsRepository
} from '#lib/server/app/organisations/ports.ts';
import type { HeldOrganisation } from '#lib/server/app/organisations/standing-ports.ts';
import type { Connection } from './connection.ts';
import type { Organisation } from './generated/client.ts';

const KINDS: Readonly<Record<string, OrganisationKind>> = {
	enterprise: 'enterprise',
	cooperative: 'cooperative',
	household_business: 'household_business',
	institute: 'institute',
	agency: 'agency'
};

/** What nobody reads with the profile: text for searches, and how it came to stand as it does. */
type Beside = 'searchText' | 'createdAt' | 'claimedBy' | 'rulingId' | 'mergedIntoId';

export function toStanding(text: string): Standing {
	const standing = STANDINGS.find((known) => known === text);
	if (standing === undefined) throw new Error(`organisation.standing holds ${text}`);
	return standing;
}

export function toOrganisation({
	searchText: _searchText,
	createdAt: _createdAt,
	claimedBy: _claimedBy,
	rulingId: _rulingId,
	mergedIntoId: _mergedIntoId,
	...row
}: Omit<Organisation, Beside> & Partial<Pick<Organisation, Beside>>): OrganisationRow {
	const kind = KINDS[row.kind];
	if (kind === undefined) throw new Error(`organisation.kind holds ${row.kind}`);
	return { ...row, kind, standing: toStanding(row.standing) };
}

export function toHeld(row: Organisation): HeldOrganisation {
	const { claimedBy, mergedIntoId, createdAt } = row;
	return { ...toOrganisation(row), claimedBy, mergedIntoId, createdAt };
}

export function organisationsRepository(db: Connection): OrganisationsRepository {
	return {
		async find(id) {
			const row = await db.organisation.findUnique({ where: { id } });
			return row === null ? undefined : toOrganisation(row);
		},

		async findProved(taxCode) {
			const row = await db.organisation.findFirst({ where: { taxCode, standing: 'proved' } });
			return row === null ? undefined : toOrganisation(row);
		},

		async listByIds(ids) {
			if (ids.length === 0) return [];
			const rows = await db.organisation.findMany({ where: { id: { in: [...ids] } } });
			return rows.map(toOrganisation).sort((a, b) => a.name.localeCompare(b.name, 'vi'));
		},

		async create(id, profile, claimedBy) {
			const [stamp] = await db.$queryRaw<{ now: Date }[]>`SELECT app_now() AS now`;
			if (stamp === undefined) throw new Error('app_now() returned no row');
			await db.organisation.create({ data: { id, ...profile, claimedBy, createdAt: stamp.now } });
		},

		async update(id, version, { kind: _kind, taxCode: _taxCode, ...profile }) {
			const { count } = await db.organisation.updateMany({
				where: { id, version },
				data: { ...profile, version: { increment: 1 } }
			});
			return count === 1;
		},

		async lock(id) {
			const rows = await db.$queryRaw<
				{ id: string }[]
			>`SELECT id FROM organisation WHERE id = ${id}::uuid FOR UPDATE`;
			return rows.length === 1;
		},

		async contacts(organisationId) {
			return db.$queryRaw<Reader[]>`
				SELECT DISTINCT c.email, p.full_name AS name, CASE c.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale
				FROM role_grant g JOIN account c ON c.person_id = g.person_id JOIN person p ON p.id = g.person_id
				WHERE g.role = 'representative' AND g.scope_type = 'organisation' AND g.scope_id = ${organisationId}
				  AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now()) AND c.disabled_at IS NULL
				ORDER BY c.email`;
		},

		async membersOf(id) {
			const rows = await db.$queryRaw<(Omit<MemberRow, 'role'> & { role: string })[]>`
				SELECT g.id AS "grantId", p.id AS "personId", a.id AS "accountId", p.full_name AS "fullName", a.email, g.role,
				  g.valid_from AS since, coalesce(a.password_hash <> '' AND a.disabled_at IS NULL, false) AS active
				FROM role_grant g JOIN person p ON p.id = g.person_id LEFT JOIN account a ON a.person_id = p.id
				WHERE g.scope_type = 'organisation' AND g.scope_id = ${id}
				  AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())
				ORDER BY g.role DESC, p.full_name COLLATE "vi-x-icu", g.id`;
			return rows.flatMap((row) =>
				row.role === 'representative' || row.role === 'editor' ? [{ ...row, role: row.role }] : []
			);
		}
	};
}
