import type { ObjectChecksRepository, ObjectFault, StoredFile } from '#lib/server/app/storage/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/** Each file is read once in so long; one that was found faulty may have been put back meanwhile. */
const SOUND_FOR = Prisma.sql`interval '1 day'`;
const FAULTY_FOR = Prisma.sql`interval '10 minutes'`;
/** Deleting bytes is decided elsewhere; those of an infected file may go at any moment. */
const FILES = Prisma.sql`(
	SELECT 'document' AS kind, d.id, d.object_key, d.size, d.sha256, c.state, c.since, c.checked_at, d.uploaded_at AS named_at
	FROM application_document d LEFT JOIN object_check c ON c.document_id = d.id
	WHERE d.bytes_gone_at IS NULL AND d.verdict <> 'infected'
	UNION ALL
	SELECT 'organisation_paper', p.id, p.object_key, p.size, p.sha256, c.state, c.since, c.checked_at, p.uploaded_at
	FROM organisation_paper p LEFT JOIN organisation_paper_check c ON c.paper_id = p.id
	WHERE p.verdict <> 'infected'
	UNION ALL
	SELECT 'record_file', r.id, r.object_key, r.size, r.sha256, c.state, c.since, c.checked_at, r.made_at
	FROM record_file r LEFT JOIN record_file_check c ON c.file_id = r.id
	WHERE r.made_at IS NOT NULL)`;
const CHECKS = {
	document: { table: Prisma.sql`object_check`, key: Prisma.sql`document_id` },
	organisation_paper: { table: Prisma.sql`organisation_paper_check`, key: Prisma.sql`paper_id` },
	record_file: { table: Prisma.sql`record_file_check`, key: Prisma.sql`file_id` }
} as const;

/** How many files are faulty, and since when: what an administrator is told to do. */
export const FAULTY_FILES = Prisma.sql`${FILES} f WHERE f.state <> 'sound'`;

/** Files that a place does not have yet. What is faulty is told as such, and cannot be kept. */
export const notKeptIn = (place: string): Prisma.Sql => Prisma.sql`${FILES} f
	WHERE coalesce(f.state, 'sound') = 'sound'
	  AND NOT EXISTS (SELECT 1 FROM kept_object k WHERE k.place = ${place} AND k.sha256 = f.sha256)`;

/** Bytes that a place had for a file that is no more. */
export const keptForNothing = (place: string): Prisma.Sql => Prisma.sql`k.place = ${place}
	AND NOT EXISTS (SELECT 1 FROM ${FILES} f WHERE f.sha256 = k.sha256)`;

export function objectChecksRepository(rows: Rows): ObjectChecksRepository {
	return {
		async all() {
			const found = await rows<{ objectKey: string; size: bigint; sha256: string }>(
				Prisma.sql`SELECT f.object_key AS "objectKey", f.size, f.sha256 FROM ${FILES} f ORDER BY f.object_key`
			);
			return found.map((row) => ({ ...row, size: Number(row.size) }));
		},

		async due(limit) {
			const found = await rows<StoredFile & { objectKey: string; size: bigint; sha256: string }>(
				Prisma.sql`SELECT f.kind, f.id, f.object_key AS "objectKey", f.size, f.sha256 FROM ${FILES} f
					WHERE f.state IS NULL OR f.checked_at <
					  (SELECT app_now()) - CASE WHEN f.state = 'sound' THEN ${SOUND_FOR} ELSE ${FAULTY_FOR} END
					ORDER BY f.checked_at NULLS FIRST, f.id LIMIT ${limit}`
			);
			return found.map((row) => ({ ...row, size: Number(row.size) }));
		},

		async record({ kind, id }, state) {
			const { table, key } = CHECKS[kind];
			const [row] = await rows<{ changed: boolean }>(Prisma.sql`
				WITH before AS (SELECT state FROM ${table} WHERE ${key} = ${id}::uuid)
				INSERT INTO ${table} AS c (${key}, state, since, checked_at)
				VALUES (${id}::uuid, ${state}, app_now(), app_now())
				ON CONFLICT (${key}) DO UPDATE SET
				  since = CASE WHEN c.state = excluded.state THEN c.since ELSE excluded.since END,
				  state = excluded.state, checked_at = excluded.checked_at
				RETURNING coalesce((SELECT state FROM before), 'sound') <> c.state AS changed`);
			return row?.changed === true;
		},

		async faults({ page, size }) {
			const found = await rows<ObjectFault & { total: bigint }>(Prisma.sql`
				SELECT f.kind, f.id, f.object_key AS "objectKey", f.size, f.sha256, f.state, f.since,
				  f.checked_at AS "checkedAt", count(*) OVER () AS total
				FROM ${FAULTY_FILES} ORDER BY f.since DESC, f.id LIMIT ${size} OFFSET ${(page - 1) * size}`);
			return {
				rows: found.map(({ total: _total, ...row }) => row),
				total: Number(found[0]?.total ?? 0n)
			};
		},

		async figures() {
			const [row] = await rows<{ all: bigint; recent: bigint }>(Prisma.sql`
				SELECT count(*) AS "all",
				  count(*) FILTER (WHERE f.checked_at > (SELECT app_now()) - interval '7 days') AS recent
				FROM ${FILES} f`);
			return { all: Number(row?.all ?? 0n), recent: Number(row?.recent ?? 0n) };
		}
	};
}
