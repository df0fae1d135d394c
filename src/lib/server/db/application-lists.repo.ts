import type {
	ApplicationsRepository,
	OwnApplication,
	OwnListFilter
} from '#lib/server/app/applications/ports.ts';
import { applicationState } from './applications.map.ts';
import { callState, localized } from './calls.map.ts';
import { Prisma } from './generated/client.ts';
import { containing } from './like.ts';
import type { Rows } from './rows.ts';

interface OwnRow {
	readonly id: string;
	readonly code: string | null;
	readonly title: string;
	readonly state: string;
	readonly replacing: boolean;
	readonly submitted_at: Date | null;
	readonly updated_at: Date;
	readonly requested: bigint | null;
	readonly sealed: boolean;
	readonly organisation_name: string;
	readonly call_code: string;
	readonly title_vi: string;
	readonly title_en: string;
	readonly call_state: string;
	readonly closes_at: Date;
	readonly lot_title_vi: string;
	readonly lot_title_en: string;
	readonly total: bigint;
}

/** The allow-list: what a list may be sorted by, each with a tie-break that makes pages stable. */
const ORDER: Readonly<Record<OwnListFilter['sort'], Prisma.Sql>> = {
	updated: Prisma.sql`a.updated_at DESC, a.id DESC`,
	closes: Prisma.sql`greatest(c.closes_at, a.own_closes_at) ASC, a.id DESC`,
	title: Prisma.sql`a.title COLLATE "vi-x-icu" ASC, a.id DESC`
};

function toOwn(row: OwnRow): OwnApplication {
	return {
		id: row.id,
		code: row.code,
		title: row.title,
		state: applicationState(row.state),
		replacing: row.replacing,
		submittedAt: row.submitted_at,
		updatedAt: row.updated_at,
		organisationName: row.organisation_name,
		callCode: row.call_code,
		callTitle: localized(row.title_vi, row.title_en),
		callState: callState(row.call_state),
		closesAt: row.closes_at,
		lotTitle: localized(row.lot_title_vi, row.lot_title_en),
		requested: row.requested,
		sealed: row.sealed
	};
}

export function applicationLists(rows: Rows): Pick<ApplicationsRepository, 'listOwn'> {
	return {
		async listOwn(scope, { search, states, sort, page, size }) {
			const conditions = [
				scope.all
					? Prisma.sql`TRUE`
					: Prisma.sql`a.organisation_id = ANY(${[...scope.organisationIds]}::uuid[])`,
				...(states === undefined ? [] : [Prisma.sql`a.state = ANY(${[...states]})`]),
				...containing(Prisma.sql`a.search_text`, search)
			];
			const found = await rows<OwnRow>(Prisma.sql`
				SELECT a.id, a.code, a.title, a.state, a.replacing, a.submitted_at, a.updated_at, a.requested, z.application_id IS NOT NULL AND c.opened_at IS NULL AS sealed,
				  a.organisation_name, c.code AS call_code, c.title_vi, c.title_en, c.state AS call_state, greatest(c.closes_at, a.own_closes_at) AS closes_at,
				  l.title_vi AS lot_title_vi, l.title_en AS lot_title_en, count(*) OVER () AS total
				FROM application a
				JOIN call c ON c.id = a.call_id
				JOIN lot l ON l.id = a.lot_id LEFT JOIN sealed_application z ON z.application_id = a.id
				WHERE ${Prisma.join(conditions, ' AND ')}
				ORDER BY ${ORDER[sort]} LIMIT ${size} OFFSET ${(page - 1) * size}`);
			return { rows: found.map(toOwn), total: Number(found[0]?.total ?? 0n) };
		}
	};
}
