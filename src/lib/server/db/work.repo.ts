import type { WorkRepository, WantedWork, WorkPlace } from '#lib/server/app/work/ports.ts';
import { WORK_SUBJECTS } from '#lib/server/app/work/ports.ts';
import { identifiers } from '#lib/server/ids.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';
import { workFactsRepository } from './work-facts.ts';

/** Where the ids of each kind of thing are; the portal itself is one. */
const TABLES = {
	call: Prisma.sql`call`,
	dossier: Prisma.sql`application`,
	appraisal: Prisma.sql`appraisal`,
	council: Prisma.sql`council`,
	seat: Prisma.sql`council_member`,
	organisation: Prisma.sql`organisation`,
	invitation: Prisma.sql`membership_invitation`,
	tie: Prisma.sql`tie_finding`,
	grant: Prisma.sql`grant_proposal`,
	recovery: Prisma.sql`factor_recovery`
} as const;

/** One row of the table, as `jsonb_to_recordset` reads it. */
function rowOf({ place, key, work }: WantedWork) {
	const { audience, named } = work;
	const { due } = work;
	return {
		id: identifiers.v7(),
		subject: place.subject,
		subject_id: place.id,
		key,
		kind: work.kind,
		stage: work.stage,
		held: work.held === true,
		desk: audience.to === 'desk' || audience.to === 'organisation' ? audience.desk : '',
		programme: audience.to === 'desk' ? audience.programme : '',
		organisation_id: audience.to === 'organisation' ? audience.organisationId : null,
		applicant_id: audience.to === 'desk' ? (audience.applicantId ?? null) : null,
		person_id: audience.to === 'person' ? audience.personId : null,
		address: audience.to === 'address' ? audience.address : '',
		barred: audience.to === 'desk' ? (audience.barred ?? []) : [],
		call_id: work.callId ?? null,
		target: work.target,
		part: work.part ?? '',
		bundle: work.bundle ?? `${place.id}|${key}`,
		named_as: named.as,
		named_id: named.as === 'nothing' ? null : named.id,
		count: work.count ?? 1,
		since: work.since ?? null,
		until: work.until ?? null,
		due: due?.at ?? null,
		provisional: due?.provisional === true
	};
}

const WANTED = Prisma.sql`id uuid, subject text, subject_id uuid, key text, kind text, stage text, held boolean, desk text,
	programme text, organisation_id uuid, applicant_id uuid, person_id uuid, address text, barred uuid[], call_id uuid, target text,
	part text, bundle text, named_as text, named_id uuid, count int, since timestamptz, until timestamptz, due timestamptz,
	provisional boolean`;

/** What may change while a piece of work stays the same one; `since` too, where the facts say it. */
const CHANGING = [
	'programme',
	'organisation_id',
	'applicant_id',
	'barred',
	'call_id',
	'target',
	'bundle',
	'named_as'
]
	.concat(['named_id', 'count', 'until', 'due', 'provisional'])
	.map((column) => Prisma.raw(`"${column}"`));
const columnsOf = (alias: string): Prisma.Sql =>
	Prisma.join(
		CHANGING.map((column) => Prisma.sql`${Prisma.raw(alias)}.${column}`),
		', '
	);
const ASSIGNED = Prisma.join(
	CHANGING.map((column) => Prisma.sql`${column} = w.${column}`),
	', '
);

function places(rows: readonly { readonly subject: string; readonly id: string }[]): WorkPlace[] {
	return rows.map(({ subject, id }) => {
		const known = WORK_SUBJECTS.find((one) => one === subject);
		if (known === undefined) throw new Error(`a mark of work names ${subject}`);
		return { subject: known, id };
	});
}

/** The lock of a thing: work of it is reckoned by one transaction at a time. */
const lockOf = (subject: Prisma.Sql, id: Prisma.Sql): Prisma.Sql =>
	Prisma.sql`pg_advisory_xact_lock(hashtextextended('work ' || ${subject} || ' ' || ${id}, 0))`;

/**
 * Marks as things, each locked in one order for all. `cases`: dossiers of a call changed their state, which matters to
 * the call only while its own work depends on them.
 */
const locked = (taken: Prisma.Sql): Prisma.Sql => Prisma.sql`
	SELECT subject, id, ${lockOf(Prisma.sql`subject`, Prisma.sql`id`)} FROM (
	  SELECT DISTINCT CASE t.subject WHEN 'cases' THEN 'call' ELSE t.subject END AS subject, t.subject_id::text AS id
	  FROM (${taken}) t LEFT JOIN call c ON t.subject = 'cases' AND c.id = t.subject_id
	  WHERE t.subject <> 'cases' OR c.state NOT IN ('draft', 'published') ORDER BY 1, 2) marks`;

export function workRepository(db: Connection, rows: Rows): WorkRepository {
	return {
		facts: workFactsRepository(db, rows),

		async takeOwnMarks() {
			return places(
				await rows<{ subject: string; id: string }>(Prisma.sql`WITH taken AS (
					DELETE FROM work_mark WHERE txid = pg_current_xact_id()::text::bigint RETURNING subject, subject_id)
					${locked(Prisma.sql`SELECT * FROM taken`)}`)
			);
		},

		async takeLeftMarks(limit) {
			return places(
				await rows<{ subject: string; id: string }>(Prisma.sql`WITH taken AS (
					DELETE FROM work_mark m USING (SELECT txid, subject, subject_id FROM work_mark ORDER BY txid
					  LIMIT ${limit} FOR UPDATE SKIP LOCKED) left_over
					WHERE (m.txid, m.subject, m.subject_id) = (left_over.txid, left_over.subject, left_over.subject_id)
					RETURNING m.subject, m.subject_id)
					${locked(Prisma.sql`SELECT * FROM taken`)}`)
			);
		},

		async lock(asked) {
			const text = asked.map(({ subject, id }) => `${subject} ${id}`).sort();
			await rows(Prisma.sql`SELECT ${lockOf(Prisma.sql`split_part(place, ' ', 1)`, Prisma.sql`split_part(place, ' ', 2)`)}
				FROM (SELECT place FROM unnest(${text}::text[]) AS place ORDER BY 1) places`);
		},

		async settle(asked, wanted, { by, verb }) {
			const [settled] = await rows<{ changed: number }>(Prisma.sql`
				WITH asked AS (SELECT * FROM unnest(${asked.map(({ subject }) => subject)}::text[], ${asked.map(({ id }) => id)}::uuid[]) AS a (subject, subject_id)),
				moment AS (SELECT app_now() AS now),
				wanted AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(wanted.map(rowOf))}::jsonb) AS w (${WANTED})
				  WHERE w.until IS NULL OR w.until > (SELECT now FROM moment)),
				closed AS (UPDATE work_item i SET closed_at = (SELECT now FROM moment), closed_by = ${by === '' ? null : by}::uuid, closed_verb = ${verb}
				  FROM asked a WHERE i.subject = a.subject AND i.subject_id = a.subject_id AND i.closed_at IS NULL AND NOT EXISTS (
				    SELECT 1 FROM wanted w WHERE w.subject = i.subject AND w.subject_id = i.subject_id AND w.key = i.key)
				  RETURNING i.id),
				changed AS (UPDATE work_item i SET ${ASSIGNED}, since = coalesce(w.since, i.since) FROM wanted w
				  WHERE i.subject = w.subject AND i.subject_id = w.subject_id AND i.key = w.key AND i.closed_at IS NULL
				    AND (${columnsOf('i')}, i.since) IS DISTINCT FROM (${columnsOf('w')}, coalesce(w.since, i.since))
				  RETURNING i.id),
				opened AS (INSERT INTO work_item (id, subject, subject_id, key, kind, stage, held, desk, programme, organisation_id,
				    applicant_id, person_id, address, barred, call_id, target, part, bundle, named_as, named_id, count, since, until, due,
				    provisional, opened_at)
				  SELECT w.id, w.subject, w.subject_id, w.key, w.kind, w.stage, w.held, w.desk, w.programme, w.organisation_id,
				    w.applicant_id, w.person_id, w.address, w.barred, w.call_id, w.target, w.part, w.bundle, w.named_as, w.named_id, w.count,
				    coalesce(w.since, (SELECT now FROM moment)), w.until, w.due, w.provisional, (SELECT now FROM moment)
				  FROM wanted w WHERE NOT EXISTS (SELECT 1 FROM work_item i
				    WHERE i.subject = w.subject AND i.subject_id = w.subject_id AND i.key = w.key AND i.closed_at IS NULL)
				  RETURNING id)
				SELECT ((SELECT count(*) FROM closed) + (SELECT count(*) FROM changed) + (SELECT count(*) FROM opened))::int AS changed`);
			return settled?.changed ?? 0;
		},

		async closeOver(limit) {
			const closed = await rows(Prisma.sql`UPDATE work_item SET closed_at = until WHERE id IN (
				SELECT id FROM work_item WHERE closed_at IS NULL AND until <= (SELECT app_now()) LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)
				RETURNING id`);
			return closed.length;
		},

		async placesAfter(subject, id, limit) {
			if (subject === 'portal') return id === '' ? [PORTAL_ID] : [];
			const found = await rows<{ id: string }>(
				Prisma.sql`SELECT id FROM ${TABLES[subject]} WHERE ${id} = '' OR id > nullif(${id}, '')::uuid ORDER BY id LIMIT ${limit}::int`
			);
			return found.map((row) => row.id);
		}
	};
}

/** The portal is one thing among those that work is reckoned for. */
const PORTAL_ID = '00000000-0000-4000-8000-000000000001';
