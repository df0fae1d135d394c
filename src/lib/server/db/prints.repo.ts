import type { PageMark } from '#lib/domain/prints/print-code.ts';
import type { PrintedForm } from '#lib/domain/prints/scan-standing.ts';
import type { ClaimedScan, PrintsRepository, ScanState } from '#lib/server/app/prints/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/** Longer than a reading may take; after this, one whose process ended is begun again. */
const CLAIMED_FOR = Prisma.sql`interval '3 minutes'`;

interface ReadingRow {
	readonly documentId: string;
	readonly state: 'waiting' | 'given_up' | 'read';
	readonly pages: number | null;
	readonly looked: number | null;
	readonly marks: readonly PageMark[] | null;
}

export function printsRepository(rows: Rows): PrintsRepository {
	const printed = (codes: readonly string[]): Promise<PrintedForm[]> =>
		rows<PrintedForm>(Prisma.sql`
			SELECT application_id AS "applicationId", form, code, draft, pages, cells, printed_at AS "printedAt"
			FROM printed_form WHERE code = ANY(${[...codes]}::text[])`);
	return {
		async find(code) {
			return (await printed([code]))[0];
		},

		async findAll(codes) {
			return codes.length === 0 ? [] : printed(codes);
		},

		async add({ id, applicationId, form, code, hash, draft, pages, cells, printedBy, printedAt }) {
			await rows(Prisma.sql`
				INSERT INTO printed_form (id, application_id, form, code, hash, draft, pages, cells, printed_by, printed_at)
				VALUES (${id}::uuid, ${applicationId}::uuid, ${form}, ${code}, ${hash}, ${draft}, ${pages},
				  ${JSON.stringify(cells)}::jsonb, ${printedBy}::uuid, ${printedAt})
				ON CONFLICT (code) DO NOTHING`);
		},

		async wantReading(documentId) {
			await rows(Prisma.sql`
				INSERT INTO form_reading (document_id, due_at) VALUES (${documentId}::uuid, app_now())
				ON CONFLICT (document_id) DO NOTHING`);
		},

		async readings(applicationId) {
			const found = await rows<ReadingRow>(Prisma.sql`
				SELECT r.document_id AS "documentId", r.state, r.pages, r.looked, r.marks
				FROM form_reading r JOIN application_document d ON d.id = r.document_id
				WHERE d.application_id = ${applicationId}::uuid AND d.removed_at IS NULL`);
			return new Map(found.map((row) => [row.documentId, stateOf(row)]));
		},

		// A file that the scanner has not passed is opened by nobody, the reader of codes included.
		async claim() {
			const [row] = await rows<ClaimedScan>(Prisma.sql`
				UPDATE form_reading SET tries = tries + 1, due_at = app_now() + ${CLAIMED_FOR}
				WHERE document_id = (SELECT r.document_id FROM form_reading r JOIN application_document d ON d.id = r.document_id
				  WHERE r.state = 'waiting' AND r.due_at <= (SELECT app_now()) AND d.verdict IN ('clean', 'not_configured')
				    AND d.removed_at IS NULL AND d.bytes_gone_at IS NULL
				  ORDER BY r.due_at, r.document_id LIMIT 1 FOR UPDATE OF r SKIP LOCKED)
				RETURNING document_id AS "documentId", tries`);
			return row;
		},

		async settle(documentId, reading) {
			const given =
				reading === 'given_up'
					? Prisma.sql`state = 'given_up'`
					: Prisma.sql`state = 'read', pages = ${reading.pages}, looked = ${reading.looked},
						marks = ${JSON.stringify(reading.marks)}::jsonb`;
			const settled = await rows<{ id: string }>(Prisma.sql`
				UPDATE form_reading SET ${given} WHERE document_id = ${documentId}::uuid AND state = 'waiting'
				RETURNING document_id AS id`);
			return settled.length === 1;
		}
	};
}

function stateOf({ state, pages, looked, marks }: ReadingRow): ScanState {
	if (state !== 'read') return { state };
	if (pages === null || looked === null || marks === null) throw new Error('a reading without its pages');
	return { state, pages, looked, marks };
}
