import type { AuditRow, NamedObject, TrailFilter } from '#lib/server/app/audit/ports.ts';
import { beforeCouncil } from './before-council.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';
import { sealedById } from './sealed.ts';

interface ListedEntry extends Omit<AuditRow, 'position' | 'sealHash'> {
	readonly position: bigint | null;
	readonly sealHash: string | null;
}

const UUID = Prisma.sql`'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;

/** Whether entry `e` is about a sealed dossier, or about a file of one. What is not known any more counts as sealed. */
function tellsOfSealed(): Prisma.Sql {
	const id = Prisma.sql`(CASE WHEN e.object_id ~ ${UUID} THEN e.object_id::uuid END)`;
	return Prisma.sql`(CASE e.object_type
		WHEN 'application' THEN ${sealedById(id)}
		WHEN 'document' THEN ${sealedById(Prisma.sql`(SELECT f.application_id FROM application_document f WHERE f.id = ${id})`)}
		WHEN 'record' THEN EXISTS (SELECT 1 FROM official_record r WHERE r.id = ${id} AND r.application_id IS NOT NULL
		  AND ${sealedById(Prisma.sql`r.application_id`)})
		WHEN 'upload' THEN ${sealedById(Prisma.sql`(SELECT u.application_id FROM upload u WHERE u.id = ${id})`)}
		ELSE false END)`;
}

/** What is done to a whole call or lot and decides about each of its dossiers. */
const DECIDING = Prisma.sql`('open_dossiers', 'open_session', 'tally_session', 'record_tie_vote', 'close_session',
	'save_selection', 'close_selection', 'issue_result', 'issue_further_result')`;

/** The conditions of a search. One by person or object does not find what tells of a sealed dossier. */
function conditionsOf({
	actorId,
	objectId,
	action,
	outcome,
	people,
	about,
	from,
	until
}: TrailFilter): Prisma.Sql[] {
	const named = [
		...(actorId === undefined ? [] : [Prisma.sql`e.actor_id = ${actorId}`]),
		...(objectId === undefined ? [] : [Prisma.sql`e.object_id = ${objectId}`]),
		...(people === undefined
			? []
			: [
					Prisma.sql`(e.actor_id = ANY(${[...people.personIds]}::text[])
						OR e.object_id = ANY(${[...people.personIds, ...people.accountIds]}::text[]))`
				]),
		...(about === undefined
			? []
			: [
					Prisma.sql`(e.object_id = ANY(${[...about.own]}::text[])
						OR (e.object_id = ANY(${[...about.around]}::text[]) AND e.action IN ${DECIDING}))`
				])
	];
	return [
		Prisma.sql`true`,
		...named,
		...(action === undefined ? [] : [Prisma.sql`e.action = ${action}`]),
		...(outcome === undefined ? [] : [Prisma.sql`e.outcome = ${outcome}`]),
		...(from === undefined ? [] : [Prisma.sql`e.at >= ${from}`]),
		...(until === undefined ? [] : [Prisma.sql`e.at < ${until}`]),
		...(named.length === 0 ? [] : [Prisma.sql`NOT ${tellsOfSealed()}`])
	];
}

/** The columns of entry `e` with its seal `s`. */
function listed(): Prisma.Sql {
	return Prisma.sql`e.id, e.at, e.actor_id AS "actorId", e.grant_used AS "grantUsed", e.on_behalf_of AS "onBehalfOf", e.action,
		e.outcome, e.refusal, e.object_type AS "objectType", e.object_id AS "objectId", e.request_id AS "requestId", e.digest,
		s.position, s.hash AS "sealHash", ${tellsOfSealed()} AS sealed, e.detail_digest <> '' AS detailed`;
}

/** One page of entries, newest first; a test looks at its plan over a hundred thousand. */
export function trailPage(filter: TrailFilter): Prisma.Sql {
	return Prisma.sql`
		WITH shown AS (
		  SELECT e.* FROM audit_entry e WHERE ${Prisma.join(conditionsOf(filter), ' AND ')}
		  ORDER BY e.at DESC, e.id DESC LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size})
		SELECT ${listed()} FROM shown e LEFT JOIN audit_seal s ON s.entry_id = e.id ORDER BY e.at DESC, e.id DESC`;
}

export async function entriesOf(rows: Rows, ids: readonly string[]): Promise<AuditRow[]> {
	const found = await rows<ListedEntry>(Prisma.sql`
		SELECT ${listed()} FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id WHERE e.id = ANY(${[...ids]}::uuid[])`);
	return found.map(rowOf);
}

function rowOf({ position, sealHash, ...entry }: ListedEntry): AuditRow {
	return { ...entry, ...(position === null || sealHash === null ? {} : { position, sealHash }) };
}

export function trailCount(filter: TrailFilter): Prisma.Sql {
	return Prisma.sql`SELECT count(*) AS total FROM audit_entry e WHERE ${Prisma.join(conditionsOf(filter), ' AND ')}`;
}

export async function searchTrail(
	rows: Rows,
	filter: TrailFilter
): Promise<{ readonly rows: readonly AuditRow[]; readonly total: number }> {
	const found = await rows<ListedEntry>(trailPage(filter));
	const [count] = await rows<{ total: bigint }>(trailCount(filter));
	return { rows: found.map(rowOf), total: Number(count?.total ?? 0n) };
}

/** Every verb that the trail holds, one step along the index for each. */
export async function actionsOfTrail(rows: Rows): Promise<readonly string[]> {
	const found = await rows<{ action: string }>(Prisma.sql`
		WITH RECURSIVE step AS (
		  (SELECT action FROM audit_entry ORDER BY action LIMIT 1)
		  UNION ALL
		  SELECT (SELECT e.action FROM audit_entry e WHERE e.action > step.action ORDER BY e.action LIMIT 1)
		  FROM step WHERE step.action IS NOT NULL)
		SELECT action FROM step WHERE action IS NOT NULL`);
	return found.map(({ action }) => action);
}

/** What things are called that the trail knows by their ids alone, and the word of their address where they have a page. */
export async function objectsNamed(rows: Rows, ids: readonly string[]): Promise<readonly NamedObject[]> {
	if (ids.length === 0) return [];
	const wanted = Prisma.sql`${[...ids]}::uuid[]`;
	return rows<NamedObject>(Prisma.sql`
		SELECT a.id, 'application' AS type, coalesce(a.code, a.title) AS name, a.id::text AS place FROM application a WHERE a.id = ANY(${wanted})
		UNION ALL SELECT p.id, 'appraisal', coalesce(a.code, a.title), p.id::text FROM appraisal p JOIN application a ON a.id = p.application_id WHERE p.id = ANY(${wanted})
		UNION ALL SELECT d.id, 'document', coalesce(a.code || ' · ', '') || d.file_name, a.id::text FROM application_document d JOIN application a ON a.id = d.application_id WHERE d.id = ANY(${wanted})
		UNION ALL SELECT u.id, 'upload', u.file_name, u.application_id::text FROM upload u WHERE u.id = ANY(${wanted})
		UNION ALL SELECT c.id, 'call', c.code, c.code FROM call c WHERE c.id = ANY(${wanted})
		UNION ALL SELECT l.id, 'lot', l.code, c.code FROM lot l JOIN call c ON c.id = l.call_id WHERE l.id = ANY(${wanted})
		UNION ALL SELECT c.id, 'council', c.name, k.code FROM council c JOIN call k ON k.id = c.call_id WHERE c.id = ANY(${wanted})
		UNION ALL SELECT m.id, 'council_member', p.full_name, k.code FROM council_member m JOIN person p ON p.id = m.person_id
		  JOIN council c ON c.id = m.council_id JOIN call k ON k.id = c.call_id WHERE m.id = ANY(${wanted})
		UNION ALL SELECT x.id, 'conflict_declaration', p.full_name || ' · ' || coalesce(a.code, ''), '' FROM conflict_declaration x
		  JOIN council_member m ON m.id = x.member_id JOIN person p ON p.id = m.person_id JOIN application a ON a.id = x.application_id WHERE x.id = ANY(${wanted})
		UNION ALL SELECT p.id, 'person', p.full_name, p.id::text FROM person p WHERE p.id = ANY(${wanted})
		UNION ALL SELECT a.id, 'account', p.full_name, p.id::text FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = ANY(${wanted})
		UNION ALL SELECT o.id, 'organisation', o.name, '' FROM organisation o WHERE o.id = ANY(${wanted})
		UNION ALL SELECT r.id, 'record', coalesce(r.number_text, ''), r.id::text FROM official_record r WHERE r.id = ANY(${wanted})
		UNION ALL SELECT f.id, 'fund_source', f.code, '' FROM fund_source f WHERE f.id = ANY(${wanted})
		UNION ALL SELECT d.id, 'definition', d.key || ' v' || d.version, d.id::text FROM programme_definition d WHERE d.id = ANY(${wanted})
		UNION ALL SELECT t.id, 'tie_finding', p.full_name, t.id::text FROM tie_finding t JOIN person p ON p.id = t.person_id WHERE t.id = ANY(${wanted})`);
}

/** Before, after and figures of entries, where they have not been erased. */
export async function detailsOf(rows: Rows, ids: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
	const found = await rows<{ id: string; content: unknown }>(
		Prisma.sql`SELECT entry_id AS id, content FROM audit_detail WHERE entry_id = ANY(${[...ids]}::uuid[])`
	);
	return new Map(found.map(({ id, content }) => [id, content]));
}

/**
 * Of these dossiers those that a council judges whose session is not closed: what its members gave is secret until then
 * (Thông tư 20/2023).
 */
export async function dossiersBeingJudged(rows: Rows, ids: readonly string[]): Promise<ReadonlySet<string>> {
	const found = await rows<{ id: string }>(Prisma.sql`
		SELECT a.id FROM application a WHERE a.id = ANY(${[...ids]}::uuid[])
		  AND (NOT EXISTS (SELECT 1 FROM review_session s WHERE s.lot_id = a.lot_id AND s.state = 'closed')
		    OR EXISTS (SELECT 1 FROM review_session s WHERE s.lot_id = a.lot_id AND s.state <> 'closed' AND ${beforeCouncil('a', 's')}))`);
	return new Set(found.map(({ id }) => id));
}
