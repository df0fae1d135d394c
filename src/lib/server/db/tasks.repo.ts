import type { Ties } from '#lib/domain/access/actor.ts';
import type { WorkKind } from '#lib/domain/work/kinds.ts';
import type { DeskPlace, Standing, TaskRow, TasksRepository } from '#lib/server/app/tasks/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/** Pieces of work (alias i) at desks of the office where a person stands; `held`: where the person only waits. */
function atDesks(places: readonly DeskPlace[], { personId, tied }: Standing, held: boolean): Prisma.Sql {
	const everywhere = places.flatMap((place) => (place.everywhere ? [place.desk] : []));
	const pairs = places.flatMap((place) =>
		place.everywhere ? [] : place.programmes.map((programme) => [place.desk, programme] as const)
	);
	return Prisma.sql`SELECT i.* FROM work_item i WHERE i.closed_at IS NULL AND i.organisation_id IS NULL AND i.held = ${held}::boolean
		AND (i.desk = ANY(${everywhere}::text[]) OR (i.desk, i.programme) IN
		  (SELECT * FROM unnest(${pairs.map(([desk]) => desk)}::text[], ${pairs.map(([, programme]) => programme)}::text[])))
		AND ${personId}::uuid <> ALL(i.barred) AND ${notTied(tied)}`;
}

/** Nobody has work in a case of an organisation that they are tied to. */
function notTied({ organisationIds, inCalls }: Ties): Prisma.Sql {
	const pairs = inCalls.map(({ organisationId, callId }) => `${organisationId} ${callId}`);
	return Prisma.sql`(i.applicant_id IS NULL OR (i.applicant_id <> ALL(${[...organisationIds]}::uuid[])
		AND (i.applicant_id::text || ' ' || coalesce(i.call_id::text, '')) <> ALL(${pairs}::text[])))`;
}

function ofOrganisations(
	desk: 'application.read_own' | 'organisation.edit',
	ids: readonly string[],
	held: boolean
): Prisma.Sql {
	return Prisma.sql`SELECT i.* FROM work_item i WHERE i.closed_at IS NULL AND i.organisation_id = ANY(${[...ids]}::uuid[])
		AND i.desk = ${desk} AND i.held = ${held}::boolean`;
}

/** Each way in which work is somebody's is a part of its own, so that each is answered by its index. */
function parts(standing: Standing, held: boolean): Prisma.Sql | undefined {
	const { personId, email, organisationIds, representedIds } = standing;
	const places = held ? standing.waitsAt : standing.desks;
	const all = [
		...(places.length > 0 ? [atDesks(places, standing, held)] : []),
		...(organisationIds.length > 0 ? [ofOrganisations('application.read_own', organisationIds, held)] : []),
		...(!held && representedIds.length > 0
			? [ofOrganisations('organisation.edit', representedIds, held)]
			: []),
		...(held
			? []
			: [
					Prisma.sql`SELECT i.* FROM work_item i WHERE i.closed_at IS NULL AND i.person_id = ${personId}::uuid AND NOT i.held`
				]),
		...(!held && email !== ''
			? [
					Prisma.sql`SELECT i.* FROM work_item i WHERE i.closed_at IS NULL AND i.address = ${email} AND NOT i.held`
				]
			: [])
	];
	if (all.length === 0) return undefined;
	return Prisma.sql`SELECT t.* FROM (${Prisma.join(all, ' UNION ALL ')}) t
		WHERE t.since <= (SELECT app_now()) AND (t.until IS NULL OR t.until > (SELECT app_now()))`;
}

/** Everything that a person has to do, for lists that mark what is theirs. */
export function openWork(standing: Standing): Prisma.Sql {
	return parts(standing, false) ?? Prisma.sql`SELECT * FROM work_item WHERE FALSE`;
}

/** Names are read where they stand now; a piece of work keeps none. */
const NAMED = Prisma.sql`
	LEFT JOIN application a ON b.named_as = 'dossier' AND a.id = b.named_id
	LEFT JOIN lot l ON b.named_as = 'lot' AND l.id = b.named_id
	LEFT JOIN council k ON b.named_as = 'council' AND k.id = b.named_id
	LEFT JOIN organisation o ON b.named_as = 'organisation' AND o.id = b.named_id
	LEFT JOIN person p ON b.named_as = 'person' AND p.id = b.named_id
	LEFT JOIN call c ON c.id = b.call_id`;

function listed(mine: Prisma.Sql, order: Prisma.Sql, limit: number): Prisma.Sql {
	return Prisma.sql`WITH b AS (
		SELECT kind, bundle, min(target) AS target, CASE WHEN count(*) = 1 THEN min(part) ELSE '' END AS part,
		  min(named_as) AS named_as, min(named_id::text)::uuid AS named_id, min(call_id::text)::uuid AS call_id,
		  sum(count)::int AS count, min(due) AS due, bool_or(provisional) AS provisional, min(since) AS since
		FROM (${mine}) t GROUP BY kind, bundle ORDER BY ${order}, kind, min(target), bundle LIMIT ${limit}::int)
		SELECT b.kind, b.target, b.part, b.count, b.due, b.provisional, b.since,
		  coalesce(a.code, l.code, o.tax_code, CASE WHEN p.id IS NULL THEN c.code END, '') AS code,
		  coalesce(a.title, l.title_vi, k.name, o.name, p.full_name, c.title_vi, '') AS "titleVi",
		  coalesce(a.title, l.title_en, k.name, o.name, p.full_name, c.title_en, '') AS "titleEn"
		FROM b ${NAMED} ORDER BY ${order}, b.kind, code, b.target`;
}

const NEAREST = Prisma.sql`due ASC NULLS LAST, since ASC`;
const LONGEST = Prisma.sql`since ASC`;

export function tasksRepository(rows: Rows): TasksRepository {
	return {
		async waiting(standing, limit) {
			const mine = parts(standing, false);
			return mine === undefined ? [] : rows<TaskRow>(listed(mine, NEAREST, limit));
		},
		async among(standing, itemIds) {
			const mine = Prisma.sql`SELECT w.* FROM (${openWork(standing)}) w WHERE w.id = ANY(${[...itemIds]}::uuid[])`;
			return rows<TaskRow>(listed(mine, NEAREST, itemIds.length));
		},
		async counts(standing) {
			const mine = parts(standing, false);
			if (mine === undefined) return [];
			return rows<{ kind: WorkKind; count: number }>(
				Prisma.sql`SELECT kind, count(DISTINCT bundle)::int AS count FROM (${mine}) t GROUP BY kind`
			);
		},
		async held(standing, limit) {
			const others = parts(standing, true);
			return others === undefined ? [] : rows<TaskRow>(listed(others, LONGEST, limit));
		}
	};
}
