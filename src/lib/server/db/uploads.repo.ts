import type { SealedFile } from '#lib/server/app/sealing/ports.ts';
import { UNDER_JUDGEMENT } from '#lib/domain/flow/council-stage.ts';
import { SURVEY_ITEM, UPLOAD_LIFE_HOURS } from '#lib/domain/uploads/upload.ts';
import type { DocumentRow, UploadRow, UploadsRepository } from '#lib/server/app/uploads/ports.ts';
import { clockRepository } from './clock.repo.ts';
import type { Connection } from './connection.ts';
import { openValue, sealValue } from './dossier-seals.ts';
import type { DossierSeals } from './dossier-seals.ts';
import { Prisma } from './generated/client.ts';
import type { Upload } from './generated/client.ts';
import { DOCUMENT, select, UPLOAD } from './joined-rows.ts';
import type { DocumentColumns } from './joined-rows.ts';
import type { Rows } from './rows.ts';
import { openSealedFile, sealFileFacts } from './sealed-document.ts';
import { toDocument, toUpload } from './uploads.map.ts';
import type { SealedUpload } from './uploads.map.ts';

/** The request that brought the last bytes checks them itself; after so many seconds it was cut off. */
const OWN_CHECK_S = 3;

export function uploadsRepository(db: Connection, rows: Rows, seals: DossierSeals): UploadsRepository {
	return { ...documentMethods(db, rows, seals), ...uploadMethods(db, rows, seals) };
}

type DocumentMethods =
	| 'documents'
	| 'removedDocuments'
	| 'document'
	| 'addDocument'
	| 'removeDocument'
	| 'restoreDocument'
	| 'setDocumentDate'
	| 'pendingDocuments'
	| 'setVerdict'
	| 'documentsToEmpty'
	| 'markEmptied';

function documentMethods(
	db: Connection,
	rows: Rows,
	seals: DossierSeals
): Pick<UploadsRepository, DocumentMethods> {
	const fileOf = async (row: DocumentColumns): Promise<SealedFile | undefined> => {
		if (row.sealed === null) return undefined;
		if (row.opened !== null) return row.opened as unknown as SealedFile;
		return openSealedFile(await seals.toRead(row.applicationId), row.id, row.sealed);
	};
	const documents = async (which: Prisma.Sql): Promise<DocumentRow[]> =>
		Promise.all(
			(await select(rows, 'application_document', DOCUMENT, which)).map(async (row) =>
				toDocument(row, await fileOf(row))
			)
		);
	return {
		documents: (applicationId) =>
			documents(
				Prisma.sql`WHERE application_id = ${applicationId}::uuid AND removed_at IS NULL ORDER BY uploaded_at, id`
			),

		removedDocuments: (applicationId) =>
			documents(Prisma.sql`WHERE application_id = ${applicationId}::uuid AND removed_at IS NOT NULL
				AND bytes_gone_at IS NULL ORDER BY removed_at DESC, id`),

		async document(id) {
			const [found] = await documents(Prisma.sql`WHERE id = ${id}::uuid`);
			return found;
		},

		async addDocument({ sealedBytes, ...row }) {
			if (sealedBytes === null) {
				await db.applicationDocument.create({ data: row });
				return;
			}
			const { key, ...stored } = sealedBytes;
			const { id, fileName, sha256, mediaType } = row;
			const file = { id, fileName, size: String(row.size), sha256, mediaType, datedOn: null, key };
			const sealed = sealFileFacts(await seals.toRead(row.applicationId), file);
			await db.applicationDocument.create({
				data: { ...row, ...stored, fileName: '', mediaType: 'application/octet-stream', sealed }
			});
		},

		async removeDocument(id) {
			const { count } = await db.applicationDocument.updateMany({
				where: { id, removedAt: null },
				data: { removedAt: await clockRepository(db).now() }
			});
			return count === 1;
		},

		async restoreDocument(id) {
			const { count } = await db.applicationDocument.updateMany({
				where: { id, removedAt: { not: null }, bytesGoneAt: null },
				data: { removedAt: null }
			});
			return count === 1;
		},

		async setDocumentDate(id, datedOn) {
			const [row] = await select(rows, 'application_document', DOCUMENT, Prisma.sql`WHERE id = ${id}::uuid`);
			const file = row === undefined ? undefined : await fileOf(row);
			if (row !== undefined && file !== undefined) {
				const sealed = sealFileFacts(await seals.toRead(row.applicationId), { ...file, datedOn });
				await db.applicationDocument.update({ where: { id }, data: { sealed } });
				return;
			}
			await db.applicationDocument.update({
				where: { id },
				data: { datedOn: datedOn === null ? null : new Date(`${datedOn}T00:00:00Z`) }
			});
		},

		// In no order: a file that the scanner cannot take must not keep the others waiting behind it.
		pendingDocuments: (limit) =>
			documents(Prisma.sql`WHERE verdict = 'pending' ORDER BY random() LIMIT ${limit}`),

		async setVerdict(id, verdict, signature) {
			const { count } = await db.applicationDocument.updateMany({
				where: { id, verdict: 'pending' },
				data: { verdict, signature }
			});
			return count === 1;
		},

		documentsToEmpty: (limit) =>
			documents(Prisma.sql`d WHERE ${MAY_BE_EMPTIED} ORDER BY d.removed_at, d.id LIMIT ${limit}`),

		async markEmptied(id) {
			const count = await db.$executeRaw`
				UPDATE application_document d SET bytes_gone_at = app_now() WHERE d.id = ${id}::uuid AND ${MAY_BE_EMPTIED}`;
			return count === 1;
		}
	};
}

/** The twin of `mayChangeFiles`: what can no longer be put back. A revision names its files by id. */
const MAY_BE_EMPTIED = Prisma.sql`d.bytes_gone_at IS NULL AND (d.verdict = 'infected' OR d.removed_at IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM application_revision r WHERE r.application_id = d.application_id
	  AND position(convert_to(d.id::text, 'UTF8') IN r.bytes) > 0)
	AND EXISTS (SELECT 1 FROM application a JOIN call c ON c.id = a.call_id LEFT JOIN site_survey s ON s.application_id = a.id
	  WHERE a.id = d.application_id AND CASE WHEN d.item_key = ${SURVEY_ITEM}
	    THEN s.finished_at IS NOT NULL OR NOT a.state = ANY(${['valid', ...UNDER_JUDGEMENT]}::text[])
	    ELSE c.state NOT IN ('draft', 'published') OR greatest(c.closes_at, a.own_closes_at) <= app_now() END))`;

type UploadMethods = Exclude<keyof UploadsRepository, DocumentMethods>;

function uploadMethods(
	db: Connection,
	rows: Rows,
	seals: DossierSeals
): Pick<UploadsRepository, UploadMethods> {
	const uploads = (found: readonly Upload[]): Promise<UploadRow[]> =>
		Promise.all(
			found.map(async (row) => {
				const { sealed, applicationId, id } = row;
				if (sealed === null) return toUpload(row, undefined);
				const key = await seals.toRead(applicationId);
				return toUpload(row, openValue(key, 'upload', id, sealed) as SealedUpload);
			})
		);
	const find: UploadsRepository['find'] = async (id) => {
		const row = await db.upload.findUnique({ where: { id } });
		const [upload] = await uploads(row === null ? [] : [row]);
		return upload;
	};
	return {
		find,

		async begin(row) {
			const { id, applicationId, fileName, claimedSha256 } = row;
			const key = row.itemKey === SURVEY_ITEM ? undefined : await seals.toWrite(applicationId);
			const said: SealedUpload = { fileName, claimedSha256 };
			const kept =
				key === undefined
					? said
					: { fileName: '', claimedSha256: '', sealed: sealValue(key, 'upload', id, said) };
			await db.upload.create({ data: { ...row, ...kept, size: BigInt(row.size), state: 'open' } });
		},

		async hold(id) {
			const [lock] = await db.$queryRaw<
				{ held: boolean }[]
			>`SELECT pg_try_advisory_xact_lock(hashtextextended(${`upload:${id}`}, 0)) AS held`;
			if (lock?.held !== true) return 'busy';
			return find(id);
		},

		async volume(applicationId, part) {
			const survey = part === 'survey';
			const [sum] = await db.$queryRaw<{ bytes: bigint }[]>`
				SELECT (
				  (SELECT coalesce(sum(size), 0) FROM application_document
				   WHERE application_id = ${applicationId}::uuid AND removed_at IS NULL AND (item_key = ${SURVEY_ITEM}) = ${survey})
				  + (SELECT coalesce(sum(size), 0) FROM upload
				     WHERE application_id = ${applicationId}::uuid AND (item_key = ${SURVEY_ITEM}) = ${survey}
				       AND (state = 'checking' OR state = 'open' AND expires_at > app_now()))
				)::bigint AS bytes`;
			return sum?.bytes ?? 0n;
		},

		async underWay(applicationId, now) {
			const found = await select(
				rows,
				'upload',
				UPLOAD,
				Prisma.sql`WHERE application_id = ${applicationId}::uuid
					AND (state = 'checking' OR state = 'open' AND expires_at > ${now}) ORDER BY created_at, id`
			);
			return uploads(found);
		},

		async takeOver(id, writer, expiresAt) {
			const { count } = await db.upload.updateMany({
				where: { id, state: 'open' },
				data: { writer, expiresAt }
			});
			return count === 1;
		},

		async addPiece(id, writer, offset, bytes) {
			const length = bytes.byteLength;
			const count = await db.$executeRaw`
				WITH moved AS (
				  UPDATE upload SET received = received + ${length}
				  WHERE id = ${id}::uuid AND state = 'open' AND writer = ${writer}::uuid
				    AND received = ${offset} AND received + ${length} <= size RETURNING id)
				INSERT INTO upload_piece (upload_id, start, bytes) SELECT id, ${offset}, ${bytes} FROM moved`;
			return count === 1;
		},

		async pieceSizes(id, start) {
			const found = await db.$queryRaw<{ length: number }[]>`
				SELECT octet_length(bytes) AS length FROM upload_piece
				WHERE upload_id = ${id}::uuid AND start >= ${start} ORDER BY upload_piece.start`;
			return found.map(({ length }) => length);
		},

		async pieces(id, start, end) {
			const found = await db.uploadPiece.findMany({
				where: { uploadId: id, start: { gte: start, lt: end } },
				orderBy: { start: 'asc' }
			});
			return Buffer.concat(found.map(({ bytes }) => bytes));
		},

		async addPart(id, { partNo, etag, size }, storeUpload, end) {
			const moved = await db.$executeRaw`
				UPDATE upload SET store_upload = ${storeUpload}, state = CASE WHEN ${end} = size THEN 'checking' ELSE state END
				WHERE id = ${id}::uuid AND state = 'open' AND store_upload IN ('', ${storeUpload})
				  AND NOT EXISTS (SELECT 1 FROM upload_part p WHERE p.upload_id = upload.id AND p.part_no = ${partNo})`;
			if (moved !== 1) return false;
			await db.uploadPart.create({ data: { uploadId: id, partNo, size: BigInt(size), etag } });
			await db.uploadPiece.deleteMany({ where: { uploadId: id, start: { lt: end } } });
			return true;
		},

		async claimCheck(id, seconds) {
			const count = await db.$executeRaw`
				UPDATE upload SET check_until = app_now() + make_interval(secs => ${seconds}) WHERE id = ${id}::uuid
				  AND state = 'checking' AND (check_until IS NULL OR check_until <= app_now())`;
			return count === 1;
		},

		async keepCheck(id, seconds) {
			await db.$executeRaw`
				UPDATE upload SET check_until = app_now() + make_interval(secs => ${seconds})
				WHERE id = ${id}::uuid AND state = 'checking'`;
		},

		async releaseCheck(id) {
			await db.$executeRaw`UPDATE upload SET check_until = NULL WHERE id = ${id}::uuid`;
		},

		async arrived(limit) {
			const found = await select(
				rows,
				'upload',
				UPLOAD,
				Prisma.sql`WHERE state = 'open' AND received = size ORDER BY created_at, id LIMIT ${limit}`
			);
			return uploads(found);
		},

		async markWhole(id) {
			await db.$executeRaw`UPDATE upload SET state = 'checking', received = size WHERE id = ${id}::uuid AND state = 'open'`;
		},

		async parts(id) {
			const rows = await db.uploadPart.findMany({ where: { uploadId: id }, orderBy: { partNo: 'asc' } });
			return rows.map(({ partNo, etag, size }) => ({ partNo, etag, size: Number(size) }));
		},

		async end(id, from, to) {
			const { count } = await db.upload.updateMany({
				where: { id, state: from },
				data: {
					state: to.state,
					documentId: to.state === 'accepted' ? to.documentId : null,
					refusal: to.state === 'refused' ? (to.refusal as unknown as Prisma.InputJsonValue) : Prisma.DbNull
				}
			});
			// What ended before it was whole needs its bytes no more.
			if (count === 1) await db.uploadPiece.deleteMany({ where: { uploadId: id } });
			return count === 1;
		},

		async expired(limit) {
			const now = await clockRepository(db).now();
			const found = await db.upload.findMany({
				where: { state: 'open', expiresAt: { lte: now } },
				orderBy: { expiresAt: 'asc' },
				take: limit
			});
			return uploads(found);
		},

		async unchecked(limit) {
			const found = await select(
				rows,
				'upload',
				UPLOAD,
				Prisma.sql`WHERE state = 'checking' AND (check_until <= app_now() OR check_until IS NULL
					AND expires_at <= app_now() + make_interval(hours => ${UPLOAD_LIFE_HOURS}, secs => ${-OWN_CHECK_S}))
					ORDER BY expires_at, id LIMIT ${limit}`
			);
			return uploads(found);
		}
	};
}
