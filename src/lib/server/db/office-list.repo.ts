import type { Scope } from '#lib/domain/access/policy.ts';
import { isApplicationState } from '#lib/domain/workflow/application.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type {
	IntakeRepository,
	OfficeApplicationRow,
	OfficeFilter,
	OfficeSort
} from '#lib/server/app/intake/ports.ts';
import { applicationState } from './applications.map.ts';
import { localized } from './calls.map.ts';
import { Prisma } from './generated/client.ts';
import { containing } from './like.ts';
import { toStanding } from './organisations.repo.ts';
import type { Rows } from './rows.ts';
import { sealedDossier } from './sealed.ts';

/**
 * How far the reader of a page looks, as the planner is told: of a value that comes later it would think that a tenth
 * of all is wanted, and sort all. Few, so that few texts are prepared.
 */
const REACHES = [100, 2_500];
const literal = (most: number): Prisma.Sql => Prisma.raw(`LIMIT ${String(most)}`);

/** A state stands in the text, so that the planner knows whether few or most dossiers are in it. */
function inState(state: ApplicationState): Prisma.Sql {
	if (!isApplicationState(state)) throw new Error(`no state of an application: ${state}`);
	return Prisma.raw(`'${state}'`);
}

/** A list says of more than these that there are more: counting all would cost more than the page. */
const MOST_COUNTED = 2_000;

interface ListedRow {
	readonly id: string;
	readonly code: string;
	readonly title: string;
	readonly state: string;
	readonly organisation: string;
	readonly organisation_now: string | null;
	readonly standing: string;
	readonly call_code: string;
	readonly title_vi: string;
	readonly title_en: string;
	readonly lot_code: string;
	readonly submitted_at: Date;
	readonly requested: bigint | null;
	readonly own: bigint | null;
	readonly valid: boolean | null;
	readonly survey_finished: boolean | null;
	readonly total: number;
}

interface NoRow {
	readonly id: null;
	readonly total: number;
}

function toListed(row: ListedRow): OfficeApplicationRow {
	return {
		id: row.id,
		code: row.code,
		title: row.title,
		state: applicationState(row.state),
		organisation: row.organisation,
		organisationNow: row.organisation_now,
		standing: toStanding(row.standing),
		callCode: row.call_code,
		callTitle: localized(row.title_vi, row.title_en),
		lotCode: row.lot_code,
		submittedAt: row.submitted_at,
		requested: row.requested,
		own: row.own,
		valid: row.valid,
		surveyFinished: row.survey_finished
	};
}

/** What a list may be ordered by, as the indexes hold it; the code settles what is equal, so that pages never overlap. */
const ORDER: Readonly<Record<OfficeSort, Prisma.Sql>> = {
	code: Prisma.sql`a.code`,
	submitted: Prisma.sql`a.submitted_at`,
	organisation: Prisma.sql`a.organisation_name COLLATE "vi-x-icu"`,
	title: Prisma.sql`a.title COLLATE "vi-x-icu"`,
	// Nothing asked for is the least.
	requested: Prisma.sql`coalesce(a.requested, -1)`
};

/** Opened dossiers only, of the scope of the permission table. */
export function readable(scope: Scope): Prisma.Sql {
	const opened = Prisma.sql`NOT ${sealedDossier()}`;
	return scope.all
		? opened
		: Prisma.sql`${opened} AND (k.programme = ANY(${[...scope.programmes]}::text[])
		  OR k.id::text = ANY(${[...scope.callIds]}::text[]))`;
}

const FROM = Prisma.sql`application a JOIN call k ON k.id = a.call_id JOIN programme_definition d ON d.id = k.definition_id`;

/**
 * The ids of one page in their order, with how many there are. Few are sorted; of many the index of the order gives
 * the page, and the planner runs only the one that is needed.
 */
function pageOf({ scope, search, callCode, state, sort, descending, page, size }: OfficeFilter): Prisma.Sql {
	const conditions = Prisma.join(
		[
			readable(scope),
			...(callCode === '' ? [] : [Prisma.sql`a.call_id = (SELECT id FROM call WHERE code = ${callCode})`]),
			...(state === '' ? [] : [Prisma.sql`a.state = ${inState(state)}`])
		],
		' AND '
	);
	const found = Prisma.join([conditions, ...containing(Prisma.sql`a.search_text`, search)], ' AND ');
	// Of many the order's index is read, and not the one of the words.
	const passing = Prisma.join(
		[conditions, ...containing(Prisma.sql`(a.search_text || '')`, search)],
		' AND '
	);
	// Of one call or state the index of its codes is read: in the table they may all lie at the end.
	const together = search === '' && callCode + state !== '' ? Prisma.sql`ORDER BY a.code` : Prisma.empty;
	const turn = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
	const order =
		sort === 'code' ? Prisma.sql`a.code ${turn}` : Prisma.sql`${ORDER[sort]} ${turn}, a.code ${turn}`;
	const place = sort === 'code' ? Prisma.sql`key ${turn}` : Prisma.sql`key ${turn}, code ${turn}`;
	const cut = Prisma.sql`LIMIT ${size} OFFSET ${(page - 1) * size}`;
	const reach = REACHES.find((most) => page * size <= most);
	const first = reach === undefined ? Prisma.empty : literal(reach);
	return Prisma.sql`
		few AS MATERIALIZED (
		  SELECT a.id, a.code, ${ORDER[sort]} AS key FROM ${FROM} WHERE ${found} ${together} ${literal(MOST_COUNTED + 1)}),
		counted AS MATERIALIZED (SELECT count(*)::int AS total FROM few),
		sorted AS (
		  (SELECT id, code FROM few WHERE (SELECT total FROM counted) <= ${MOST_COUNTED} ORDER BY ${place} ${cut})
		  UNION ALL
		  (SELECT id, code FROM (
		    SELECT a.id, a.code FROM ${FROM}
		    WHERE (SELECT total FROM counted) > ${MOST_COUNTED} AND ${passing} ORDER BY ${order} ${first}) AS many ${cut})),
		shown AS (SELECT id, row_number() OVER () AS place FROM sorted)`;
}

type OfficeListPart = Pick<IntakeRepository, 'list' | 'callsWithDossiers'>;

export function officeListRepository(rows: Rows): OfficeListPart {
	return {
		async list(filter) {
			const found = await rows<ListedRow | NoRow>(Prisma.sql`
				WITH ${pageOf(filter)}
				SELECT a.id, a.code, a.title, a.state, a.organisation_name AS organisation,
				  nullif(o.name, a.organisation_name) AS organisation_now, o.standing, k.code AS call_code, k.title_vi, k.title_en,
				  l.code AS lot_code, a.submitted_at, a.requested, a.own, v.valid,
				  s.finished_at IS NOT NULL AND s.application_id IS NOT NULL AS survey_finished, counted.total
				FROM counted LEFT JOIN (shown
				  JOIN application a ON a.id = shown.id
				  JOIN call k ON k.id = a.call_id
				  JOIN lot l ON l.id = a.lot_id
				  JOIN organisation o ON o.id = a.organisation_id
				  LEFT JOIN validity_check v ON v.application_id = a.id
				  LEFT JOIN site_survey s ON s.application_id = a.id) ON true
				ORDER BY shown.place`);
			const total = found[0]?.total ?? 0;
			return {
				rows: found.filter(isRow).map(toListed),
				total: Math.min(total, MOST_COUNTED),
				more: total > MOST_COUNTED
			};
		},

		async callsWithDossiers(scope, { most, chosen }) {
			const found = await rows<{ code: string; title_vi: string; title_en: string }>(Prisma.sql`
				SELECT k.code, k.title_vi, k.title_en FROM call k JOIN programme_definition d ON d.id = k.definition_id
				WHERE EXISTS (SELECT 1 FROM application a WHERE a.call_id = k.id AND ${readable(scope)})
				ORDER BY (k.code = ${chosen}) DESC, k.closes_at DESC, k.code LIMIT ${most + 1}`);
			const calls = found.map((row) => ({ code: row.code, title: localized(row.title_vi, row.title_en) }));
			return { calls: calls.slice(0, most), more: calls.length > most };
		}
	};
}

/** Beyond the last page only the count is answered. */
function isRow(row: ListedRow | NoRow): row is ListedRow {
	return row.id !== null;
}
