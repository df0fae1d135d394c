import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type {
	PublishedResultRow,
	RecordKind,
	RecordRow,
	RecordsRepository,
	RecordTitle
} from '#lib/server/app/records/ports.ts';
import { identifiers, sha256 } from '#lib/server/ids.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import type { OfficialRecord } from './generated/client.ts';
import { likePattern } from './like.ts';

function toTitle(row: Omit<OfficialRecord, 'bytes'>): RecordTitle {
	return {
		id: row.id,
		kind: row.kind as RecordKind,
		numberText: row.numberText,
		year: row.year,
		callId: row.callId,
		lotId: row.lotId,
		applicationId: row.applicationId,
		organisationId: row.organisationId,
		councilId: row.councilId,
		hash: row.hash,
		issuedAt: row.issuedAt,
		issuedBy: row.issuedBy,
		published: row.published
	};
}

function toRecord(row: OfficialRecord): RecordRow {
	const content = JSON.parse(Buffer.from(row.bytes).toString('utf8')) as JsonValue;
	return { ...toTitle(row), content };
}

export function recordsRepository(db: Connection): RecordsRepository {
	return {
		async publishedResults({ search, year, page, size, supportedOnly = false }) {
			const like = likePattern(search);
			const wanted = year ?? null;
			const rows = await db.$queryRaw<
				(Omit<PublishedResultRow, 'approved'> & { approved: string | null; total: bigint })[]
			>`
				SELECT r.id AS "recordId", r.number_text AS "numberText", r.issued_at AS "issuedAt",
				  item ->> 'code' AS code, item ->> 'title' AS title, item ->> 'organisation' AS organisation,
				  item ->> 'approved' AS approved, count(*) OVER () AS total,
				  item ->> 'approved' IS NOT NULL AND EXISTS (SELECT 1 FROM application a
				    WHERE a.code = item ->> 'code' AND a.state IN ('withdrawn', 'rejected')) AS left
				FROM official_record r
				CROSS JOIN LATERAL (SELECT convert_from(r.bytes, 'UTF8')::jsonb AS kept) k
				-- Beside the words since papers are blocks, among them before.
				CROSS JOIN LATERAL (SELECT coalesce(k.kept -> 'result', k.kept) AS said) d
				CROSS JOIN LATERAL jsonb_array_elements((d.said -> 'items') || CASE WHEN ${supportedOnly} THEN '[]'::jsonb
				  ELSE coalesce(d.said -> 'rejected', '[]'::jsonb) END) WITH ORDINALITY AS i(item, place)
				WHERE r.published AND r.kind = 'decision' AND (${wanted}::int IS NULL OR r.year = ${wanted}::int)
				  AND vn_fold(concat_ws(' ', r.number_text, item ->> 'code', item ->> 'title', item ->> 'organisation')) LIKE ${like}
				ORDER BY r.issued_at DESC, r.id DESC, place LIMIT ${size} OFFSET ${(page - 1) * size}`;
			const years = await db.$queryRaw<{ year: number }[]>`
				SELECT DISTINCT year FROM official_record WHERE published AND kind = 'decision' ORDER BY year DESC`;
			return {
				rows: rows.map(({ total: _total, approved, ...row }) => ({
					...row,
					approved: approved === null ? null : BigInt(approved)
				})),
				total: Number(rows[0]?.total ?? 0n),
				years: years.map((row) => row.year)
			};
		},
		async issue(record, issuer) {
			const issuedAt = await clockRepository(db).now();
			const year = Number(vietnamDateOf(issuedAt).slice(0, 4));
			let number: number | null = null;
			if (record.series !== undefined) {
				const [row] = await db.$queryRaw<
					{ value: number }[]
				>`SELECT next_number(${issuer}, ${record.series}, ${year}::int) AS value`;
				if (row === undefined) throw new Error('next_number() returned no row');
				number = row.value;
			}
			const bytes = Buffer.from(canonicalJson(record.content), 'utf8');
			const row = await db.officialRecord.create({
				data: {
					id: identifiers.v7(),
					kind: record.kind,
					number,
					// NĐ 30/2020: numbers below 10 are padded.
					numberText:
						number === null ? null : `${String(number).padStart(2, '0')}/${record.series ?? ''}-${issuer}`,
					year,
					callId: record.callId ?? null,
					lotId: record.lotId ?? null,
					applicationId: record.applicationId ?? null,
					organisationId: record.organisationId ?? null,
					councilId: record.councilId ?? null,
					bytes,
					hash: sha256(bytes),
					issuedAt,
					issuedBy: record.issuedBy,
					published: record.published ?? false
				}
			});
			return toRecord(row);
		},
		async find(id) {
			const row = await db.officialRecord.findUnique({ where: { id } });
			return row === null ? undefined : toRecord(row);
		},
		async titlesOfApplication(applicationId) {
			const found = await db.officialRecord.findMany({
				where: { applicationId },
				omit: { bytes: true },
				orderBy: { issuedAt: 'asc' }
			});
			return found.map(toTitle);
		},
		async ofCall(callId, kind) {
			const found = await db.officialRecord.findMany({
				where: { callId, ...(kind === undefined ? {} : { kind }) },
				orderBy: { issuedAt: 'asc' }
			});
			return found.map(toRecord);
		},
		async titlesOfCall(callId, kind) {
			const rows = await db.officialRecord.findMany({
				where: { callId, ...(kind === undefined ? {} : { kind }) },
				omit: { bytes: true },
				orderBy: { issuedAt: 'asc' }
			});
			return rows.map(toTitle);
		},
		async minutesOf({ lotId, councilId }) {
			const row = await db.officialRecord.findFirst({
				where: { lotId, councilId, kind: 'tally_minutes' },
				select: { id: true }
			});
			return row?.id;
		}
	};
}
