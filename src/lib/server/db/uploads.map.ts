import { calendarDate } from '#lib/domain/shared/period.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { UploadState } from '#lib/domain/uploads/upload.ts';
import type { SealedFile } from '#lib/server/app/sealing/ports.ts';
import type { ScanVerdict } from '#lib/server/app/storage/ports.ts';
import type { DocumentRow, UploadRow } from '#lib/server/app/uploads/ports.ts';
import type { Upload } from './generated/client.ts';
import type { DocumentColumns } from './joined-rows.ts';

const VERDICTS: readonly ScanVerdict[] = ['clean', 'infected', 'pending', 'not_configured'];
const STATES: readonly UploadState[] = ['open', 'checking', 'accepted', 'refused', 'aborted'];

function oneOf<T extends string>(values: readonly T[], text: string, column: string): T {
	const value = values.find((candidate) => candidate === text);
	if (value === undefined) throw new Error(`${column} holds ${text}`);
	return value;
}

/** `file`: of a document whose row holds the sealed bytes' size and digest. */
export function toDocument(
	{ sealed: _sealed, opened: _opened, ...row }: DocumentColumns,
	file: SealedFile | undefined
): DocumentRow {
	const verdict = oneOf(VERDICTS, row.verdict, 'application_document.verdict');
	if (file === undefined) {
		return {
			...row,
			verdict,
			datedOn: row.datedOn === null ? null : calendarDate(row.datedOn),
			sealedBytes: null
		};
	}
	const { key, size, ...said } = file;
	return {
		...row,
		...said,
		size: BigInt(size),
		verdict,
		sealedBytes: { key, size: row.size, sha256: row.sha256 }
	};
}

/** Name and digest of an upload into a sealed dossier. */
export interface SealedUpload {
	readonly fileName: string;
	readonly claimedSha256: string;
}

export function toUpload({ sealed: _sealed, ...row }: Upload, said: SealedUpload | undefined): UploadRow {
	return {
		...row,
		...said,
		size: Number(row.size),
		received: Number(row.received),
		state: oneOf(STATES, row.state, 'upload.state'),
		refusal: row.refusal as unknown as Refusal | null
	};
}
