import { REGISTERS } from '#lib/domain/organisations/standing.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import type {
	ClaimFilter,
	ClaimRow,
	PaperRow,
	RulingRow,
	StandingsRepository
} from '#lib/server/app/organisations/standing-ports.ts';
import { applicationState } from './applications.map.ts';
import { askedChanges } from './asked-changes.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import type { OrganisationPaper } from './generated/client.ts';
import { containing } from './like.ts';
import { toHeld, toStanding } from './organisations.repo.ts';
import type { Rows } from './rows.ts';
import { sealedDossier } from './sealed.ts';

const VERDICTS = ['clean', 'infected', 'pending', 'not_configured'] as const;
const RULINGS = [
	'proved',
	'refused',
	'corrected',
	'merged',
	'ended',
	'handed',
	'changed',
	'change_refused'
] as const;
const BASES = ['document', 'register', 'dossier'] as const;

function oneOf<T extends string>(known: readonly T[], text: string | null): T {
	const found = known.find((one) => one === text);
	if (found === undefined) throw new Error(`a ruling or a paper holds ${String(text)}`);
	return found;
}

function toPaper({ verdict, signature: _signature, ...row }: OrganisationPaper): PaperRow {
	return { ...row, verdict: oneOf(VERDICTS, verdict) };
}

interface ListedRow extends Omit<ClaimRow, 'standing'> {
	readonly standing: string;
	readonly total: bigint;
}

interface StoredRuling extends Omit<RulingRow, 'kind' | 'basis' | 'registerKind' | 'registerDate'> {
	readonly kind: string;
	readonly basis: string | null;
	readonly registerKind: string;
	readonly registerDate: string | null;
}

function toRuling({ kind, basis, registerKind, registerDate, ...row }: StoredRuling): RulingRow {
	return {
		...row,
		kind: oneOf(RULINGS, kind),
		basis: basis === null ? null : oneOf(BASES, basis),
		registerKind: registerKind === '' ? '' : oneOf(REGISTERS, registerKind),
		registerDate: registerDate === null ? null : calendarDate(registerDate)
	};
}

/** When the change that waits was asked for, or null. */
const ASKS = Prisma.sql`(SELECT h.asked_at FROM organisation_change h WHERE h.organisation_id = o.id AND h.state = 'waiting')`;

/** What waits for the office; a claim brings the others of its code along: the office compares them. */
function within(standing: ClaimFilter['standing']): Prisma.Sql[] {
	if (standing === '') return [];
	if (standing !== 'claimed') return [Prisma.sql`o.standing = ${standing}`];
	return [
		Prisma.sql`(o.standing = 'claimed' OR ${ASKS} IS NOT NULL OR o.standing = 'proved' AND EXISTS (SELECT 1 FROM organisation x
			WHERE x.tax_code = o.tax_code AND x.standing = 'claimed'))`
	];
}

/** The organisation and those that were merged into it. */
const family = (id: string): Prisma.Sql =>
	Prisma.sql`(SELECT x.id FROM organisation x WHERE x.id = ${id}::uuid OR x.merged_into = ${id}::uuid)`;

const inForce = Prisma.sql`g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())`;

export function standingsRepository(db: Connection, rows: Rows): StandingsRepository {
	return {
		...askedChanges(db, rows),
		async list({ search, standing, page, size }) {
			const conditions = [
				Prisma.sql`TRUE`,
				...containing(Prisma.sql`o.search_text`, search),
				...within(standing)
			];
			const order = Prisma.sql`w.since ASC NULLS LAST, CASE WHEN w.since IS NULL THEN o.name END COLLATE "vi-x-icu", o.tax_code, o.created_at, o.id`;
			const waits = Prisma.sql`CROSS JOIN LATERAL (SELECT least(min(x.created_at), ${ASKS}) AS since FROM organisation x
				WHERE x.tax_code = o.tax_code AND x.standing = 'claimed') w`;
			const found = await rows<ListedRow>(Prisma.sql`
				WITH shown AS (SELECT o.id, count(*) OVER () AS total FROM organisation o ${waits}
				  WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order} LIMIT ${size} OFFSET ${(page - 1) * size})
				SELECT o.id, o.name, o.tax_code AS "taxCode", o.standing, o.created_at AS "createdAt",
				  coalesce((SELECT array_agg(p.full_name ORDER BY p.full_name) FROM role_grant g JOIN person p ON p.id = g.person_id
				    WHERE g.scope_type = 'organisation' AND g.scope_id = o.id::text AND g.role = 'representative' AND ${inForce}), '{}') AS representatives,
				  (SELECT count(*)::int FROM organisation_paper d WHERE d.organisation_id = o.id) AS papers,
				  (SELECT count(*)::int FROM organisation x WHERE x.tax_code = o.tax_code AND x.id <> o.id
				    AND x.standing IN ('claimed', 'proved')) AS beside,
				  ${ASKS} IS NOT NULL AS asks, shown.total
				FROM shown JOIN organisation o ON o.id = shown.id ${waits} ORDER BY ${order}`);
			return {
				rows: found.map(({ total: _total, ...row }) => ({ ...row, standing: toStanding(row.standing) })),
				total: Number(found[0]?.total ?? 0n)
			};
		},

		async find(id) {
			const row = await db.organisation.findUnique({ where: { id } });
			return row === null ? undefined : toHeld(row);
		},

		async hold(id, mode) {
			const strength = mode === 'share' ? Prisma.sql`FOR SHARE` : Prisma.sql`FOR UPDATE`;
			await db.$queryRaw`SELECT id FROM organisation WHERE id = ${id}::uuid ${strength}`;
			const row = await db.organisation.findUnique({ where: { id } });
			return row === null ? undefined : toHeld(row);
		},

		async ofCode(taxCode) {
			const found = await db.organisation.findMany({
				where: { taxCode },
				orderBy: [{ createdAt: 'asc' }, { id: 'asc' }]
			});
			return found.map(toHeld);
		},

		async lockCode(taxCode) {
			await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`organisation:${taxCode}`}, 0))::text`;
		},

		async addRuling({ before, after, registerDate, ...row }) {
			await db.organisationRuling.create({
				data: {
					...row,
					...(registerDate === undefined ? {} : { registerDate: new Date(`${registerDate}T00:00:00Z`) }),
					...(before === undefined ? {} : { before: before as Prisma.InputJsonValue }),
					...(after === undefined ? {} : { after: after as Prisma.InputJsonValue })
				}
			});
		},

		async settle({ id, version }, { standing, rulingId, mergedIntoId }) {
			const { count } = await db.organisation.updateMany({
				where: { id, version },
				data: {
					standing,
					rulingId,
					version: { increment: 1 },
					...(mergedIntoId === undefined ? {} : { mergedIntoId })
				}
			});
			return count === 1;
		},

		async rulingsOf(id) {
			const found = await rows<StoredRuling>(Prisma.sql`
				SELECT r.id, r.organisation_id AS "organisationId", r.kind, r.basis, coalesce(d.file_name, '') AS paper,
				  r.register_kind AS "registerKind", r.register_no AS "registerNo", r.register_date AS "registerDate", r.reason,
				  coalesce(o.name, '') AS "otherName", coalesce(p.full_name, '') AS person, r.before, r.after,
				  w.full_name AS ruler, r.ruled_at AS "ruledAt"
				FROM organisation_ruling r JOIN person w ON w.id = r.ruled_by LEFT JOIN organisation_paper d ON d.id = r.paper_id
				  LEFT JOIN organisation o ON o.id = r.other_id LEFT JOIN person p ON p.id = r.person_id
				WHERE r.organisation_id IN ${family(id)} ORDER BY r.ruled_at DESC, r.id DESC`);
			return found.map(toRuling);
		},

		async addPaper(row) {
			await db.organisationPaper.create({ data: row });
		},

		async paper(id) {
			const row = await db.organisationPaper.findUnique({ where: { id } });
			return row === null ? undefined : toPaper(row);
		},

		async papersOf(id) {
			const found = await db.organisationPaper.findMany({
				where: { OR: [{ organisationId: id }, { organisation: { mergedIntoId: id } }] },
				orderBy: [{ uploadedAt: 'asc' }, { id: 'asc' }]
			});
			return found.map(toPaper);
		},

		async pendingPapers(limit) {
			const found = await db.organisationPaper.findMany({
				where: { verdict: 'pending' },
				orderBy: { uploadedAt: 'asc' },
				take: limit
			});
			return found.map(toPaper);
		},

		async setPaperVerdict(id, verdict, signature) {
			const { count } = await db.organisationPaper.updateMany({
				where: { id, verdict: 'pending' },
				data: { verdict, signature }
			});
			return count === 1;
		},

		async openedDossiers(id, limit) {
			const found = await rows<{
				id: string;
				code: string;
				title: string;
				state: string;
				callCode: string;
				callId: string;
				programme: string;
			}>(Prisma.sql`
				SELECT a.id, a.code, a.title, a.state, k.code AS "callCode", k.id AS "callId", k.programme FROM application a JOIN call k ON k.id = a.call_id
				  JOIN programme_definition d ON d.id = k.definition_id
				WHERE a.organisation_id = ${id}::uuid AND NOT ${sealedDossier()} ORDER BY a.submitted_at DESC, a.id LIMIT ${limit}`);
			return found.map((row) => ({ ...row, state: applicationState(row.state) }));
		},

		async dossiersIn(id, states) {
			const found = await db.application.findMany({
				where: { organisationId: id, state: { in: [...states] } },
				select: { id: true, version: true, state: true },
				orderBy: { id: 'asc' }
			});
			return found.map((row) => ({ ...row, state: applicationState(row.state) }));
		},

		async correct({ id, version }, profile) {
			const { count } = await db.organisation.updateMany({
				where: { id, version },
				data: { ...profile, version: { increment: 1 } }
			});
			return count === 1;
		},

		async dossiersClash(from, into) {
			const [row] = await rows<{ clash: boolean }>(Prisma.sql`
				SELECT EXISTS (SELECT 1 FROM application a JOIN application b ON b.slot = replace(a.slot, ${from}, ${into})
				WHERE a.organisation_id = ${from}::uuid AND b.organisation_id = ${into}::uuid) AS clash`);
			return row?.clash === true;
		},

		async moveHoldings(from, into) {
			const moved = await rows<{ id: string }>(Prisma.sql`
				UPDATE application SET organisation_id = ${into}::uuid, slot = replace(slot, ${from}, ${into})
				WHERE organisation_id = ${from}::uuid RETURNING id`);
			await rows(Prisma.sql`UPDATE lot SET proposer_id = ${into}::uuid WHERE proposer_id = ${from}::uuid`);
			await rows(Prisma.sql`UPDATE person SET employer_id = ${into}::uuid WHERE employer_id = ${from}::uuid`);
			await rows(
				Prisma.sql`UPDATE organisation SET merged_into = ${into}::uuid WHERE merged_into = ${from}::uuid`
			);
			return moved.map(({ id }) => id);
		},

		async openInvitations(id) {
			const found = await db.membershipInvitation.findMany({
				where: { organisationId: id, state: { in: ['waiting', 'under_ruling'] } },
				select: { id: true },
				orderBy: { id: 'asc' }
			});
			return found.map((row) => row.id);
		}
	};
}
