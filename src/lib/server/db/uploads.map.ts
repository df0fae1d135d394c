import { calendarDate } from '#lib/domain/shared/period.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { UploadState } from '#lib/domain/uploads/upload.ts';
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

export function toDocument(row: DocumentColumns): DocumentRow {
	return {
		...row,
		verdict: oneOf(VERDICTS, row.verdict, 'application_document.verdict'),
		datedOn: row.datedOn === null ? null : calendarDate(row.datedOn)
	};
}

export function toUpload(row: Upload): UploadRow {
	return {
		...row,
		size: Number(row.size),
		received: Number(row.received),
		state: oneOf(STATES, row.state, 'upload.state'),
		refusal: row.refusal as unknown as Refusal | null
	};
}
