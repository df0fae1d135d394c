import type { ObjectChecksRepository, ObjectFault } from '#lib/server/app/storage/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/** Each file is read once in so long; one that was found faulty may have been put back meanwhile. */
const SOUND_FOR = Prisma.sql`interval '1 day'`;
const FAULTY_FOR = Prisma.sql`interval '10 minutes'`;
/** Deleting bytes is decided elsewhere; those of an infected file may go at any moment. */
const HAS_BYTES = Prisma.sql`d.bytes_gone_at IS NULL AND d.verdict <> 'infected'`;

export function objectChecksRepository(rows: Rows): ObjectChecksRepository {
	return {
		async due(limit) {
			const found = await rows<{ documentId: string; objectKey: string; size: bigint; sha256: string }>(
				Prisma.sql`SELECT d.id AS "documentId", d.object_key AS "objectKey", d.size, d.sha256
					FROM application_document d LEFT JOIN object_check c ON c.document_id = d.id
					WHERE ${HAS_BYTES} AND (c.document_id IS NULL OR c.checked_at <
					  (SELECT app_now()) - CASE WHEN c.state = 'sound' THEN ${SOUND_FOR} ELSE ${FAULTY_FOR} END)
					ORDER BY c.checked_at NULLS FIRST, d.id LIMIT ${limit}`
			);
			return found.map((row) => ({ ...row, size: Number(row.size) }));
		},

		async record(documentId, state) {
			const [row] = await rows<{ changed: boolean }>(Prisma.sql`
				WITH before AS (SELECT state FROM object_check WHERE document_id = ${documentId}::uuid)
				INSERT INTO object_check AS c (document_id, state, since, checked_at)
				VALUES (${documentId}::uuid, ${state}, app_now(), app_now())
				ON CONFLICT (document_id) DO UPDATE SET
				  since = CASE WHEN c.state = excluded.state THEN c.since ELSE excluded.since END,
				  state = excluded.state, checked_at = excluded.checked_at
				RETURNING coalesce((SELECT state FROM before), 'sound') <> c.state AS changed`);
			return row?.changed === true;
		},

		async faults({ page, size }) {
			const found = await rows<ObjectFault & { total: bigint }>(Prisma.sql`
				SELECT d.id AS "documentId", d.object_key AS "objectKey", d.size, d.sha256, c.state, c.since,
				  c.checked_at AS "checkedAt", count(*) OVER () AS total
				FROM object_check c JOIN application_document d ON d.id = c.document_id
				WHERE c.state <> 'sound' AND ${HAS_BYTES}
				ORDER BY c.since DESC, d.id LIMIT ${size} OFFSET ${(page - 1) * size}`);
			return {
				rows: found.map(({ total: _total, ...row }) => row),
				total: Number(found[0]?.total ?? 0n)
			};
		},

		async figures() {
			const [row] = await rows<{ all: bigint; recent: bigint }>(Prisma.sql`
				SELECT count(*) AS "all",
				  count(*) FILTER (WHERE c.checked_at > (SELECT app_now()) - interval '7 days') AS recent
				FROM application_document d LEFT JOIN object_check c ON c.document_id = d.id WHERE ${HAS_BYTES}`);
			return { all: Number(row?.all ?? 0n), recent: Number(row?.recent ?? 0n) };
		}
	};
}
