import type { PaperChecksRepository } from '#lib/server/app/records/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/** More than one only where the very same words were issued twice. */
const MOST = Prisma.sql`LIMIT 5`;

export function paperChecksRepository(rows: Rows): PaperChecksRepository {
	return {
		// Hexadecimal: behind every hash that begins so stands the same beginning with a letter past f.
		byHashBegin: (begin) =>
			rows(Prisma.sql`SELECT id, hash FROM official_record
				WHERE hash >= ${begin} AND hash < ${`${begin}g`} ORDER BY issued_at ${MOST}`),

		byHash: (hash) =>
			rows(Prisma.sql`
				SELECT r.id, r.hash FROM official_record r WHERE r.id IN (
				  SELECT id FROM official_record WHERE hash = ${hash}
				  UNION SELECT record_id FROM record_file WHERE sha256 = ${hash}
				  UNION SELECT o.id FROM application_revision v JOIN official_record o
				    ON o.application_id = v.application_id AND o.kind = 'receipt' WHERE v.hash = ${hash})
				ORDER BY r.issued_at`)
	};
}
