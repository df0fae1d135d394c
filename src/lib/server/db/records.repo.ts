import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { RecordKind, RecordRow, RecordsRepository } from '#lib/server/app/records/ports.ts';
import { identifiers, sha256 } from '#lib/server/ids.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import type { OfficialRecord } from './generated/client.ts';

function toRecord(row: OfficialRecord): RecordRow {
	return {
		id: row.id,
		kind: row.kind as RecordKind,
		numberText: row.numberText,
		year: row.year,
		callId: row.callId,
		lotId: row.lotId,
		applicationId: row.applicationId,
		organisationId: row.organisationId,
		content: JSON.parse(Buffer.from(row.bytes).toString('utf8')) as JsonValue,
		hash: row.hash,
		issuedAt: row.issuedAt,
		issuedBy: row.issuedBy,
		published: row.published
	};
}

export function recordsRepository(db: Connection): RecordsRepository {
	return {
		async issue(record, issuer) {
			const issuedAt = await clockRepository(db).now();
			const year = Number(vietnamDateOf(issuedAt).slice(0, 4));
			let number: number | null = null;
			if (record.series !== undefined) {
				const [row] = await db.$queryRaw<{ value: number }[]>`SELECT next_number(${issuer}, ${record.series}, ${year}::int) AS value`;
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
					numberText: number === null ? null : `${String(number).padStart(2, '0')}/${record.series ?? ''}-${issuer}`,
					year,
					callId: record.callId ?? null,
					lotId: record.lotId ?? null,
					applicationId: record.applicationId ?? null,
					organisationId: record.organisationId ?? null,
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
		async ofApplication(applicationId) {
			return (await db.officialRecord.findMany({ where: { applicationId }, orderBy: { issuedAt: 'asc' } })).map(toRecord);
		},
		async ofCall(callId, kind) {
			const rows = await db.officialRecord.findMany({
				where: { callId, ...(kind === undefined ? {} : { kind }) },
				orderBy: { issuedAt: 'asc' }
			});
			return rows.map(toRecord);
		}
	};
}
