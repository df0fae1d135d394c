import type {
	ClaimedFile,
	FileFailure,
	RecordFilesRepository,
	StuckFile
} from '#lib/server/app/records/file-ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/** After so many attempts the administrator is told; it is tried on, in case the cause goes away. */
const MANY_TRIES = 8;
/** Longer than an attempt may take; after this, one whose process ended is begun again. */
const CLAIMED_FOR = Prisma.sql`interval '3 minutes'`;
const LONGEST_PAUSE = Prisma.sql`interval '6 hours'`;

/** Files that could not be made, for their list and for what the administrator is told. */
export const STUCK_FILES = Prisma.sql`record_file f WHERE f.made_at IS NULL AND f.tries >= ${MANY_TRIES}`;

export function recordFilesRepository(rows: Rows): RecordFilesRepository {
	return {
		async find(recordId, format) {
			const [row] = await rows<{
				id: string;
				objectKey: string | null;
				sha256: string | null;
				size: bigint | null;
				tries: number;
			}>(Prisma.sql`
				SELECT id, object_key AS "objectKey", sha256, size, tries FROM record_file
				WHERE record_id = ${recordId}::uuid AND format = ${format}`);
			if (row === undefined) return undefined;
			const { id, objectKey, sha256, size, tries } = row;
			if (objectKey === null || sha256 === null || size === null)
				return { state: tries < MANY_TRIES ? 'wanted' : 'stuck' };
			return { state: 'made', id, objectKey, sha256, size: Number(size) };
		},

		async claim() {
			const [row] = await rows<ClaimedFile>(Prisma.sql`
				UPDATE record_file SET tries = tries + 1, last_error = 'interrupted', due_at = app_now() + ${CLAIMED_FOR}
				WHERE id = (SELECT f.id FROM record_file f WHERE f.made_at IS NULL AND f.due_at <= (SELECT app_now())
				  ORDER BY f.wanted_at DESC, f.format DESC, f.id LIMIT 1 FOR UPDATE SKIP LOCKED)
				RETURNING id, record_id AS "recordId", format`);
			return row;
		},

		async keep(id, { objectKey, sha256, size }) {
			const kept = await rows<{ id: string }>(Prisma.sql`
				UPDATE record_file SET object_key = ${objectKey}, sha256 = ${sha256}, size = ${size}, made_at = app_now(),
				  last_error = ''
				WHERE id = ${id}::uuid AND made_at IS NULL RETURNING id`);
			return kept.length === 1;
		},

		async fail(id, failure: FileFailure) {
			await rows(Prisma.sql`
				UPDATE record_file SET last_error = ${failure},
				  due_at = app_now() + least(interval '15 seconds' * power(2, least(tries, 20))::double precision, ${LONGEST_PAUSE})
				WHERE id = ${id}::uuid AND made_at IS NULL`);
		},

		async stuck({ page, size }) {
			const found = await rows<StuckFile & { total: bigint }>(Prisma.sql`
				SELECT f.id, f.record_id AS "recordId", r.kind, r.number_text AS "numberText", f.format, f.tries,
				  f.last_error AS "lastError", f.wanted_at AS "wantedAt", f.due_at AS "dueAt", count(*) OVER () AS total
				FROM (SELECT f.* FROM ${STUCK_FILES}) f JOIN official_record r ON r.id = f.record_id
				ORDER BY f.wanted_at DESC, f.id LIMIT ${size} OFFSET ${(page - 1) * size}`);
			return {
				rows: found.map(({ total: _total, ...row }) => row),
				total: Number(found[0]?.total ?? 0n)
			};
		}
	};
}
