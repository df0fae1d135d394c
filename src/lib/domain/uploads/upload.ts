/** The life of one upload, and what a dossier may take. */
import type { DossierItem } from '#lib/domain/definitions/definition.ts';
import type { FileKind } from '#lib/domain/definitions/field-definition.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** `open`: bytes arrive; `checking`: all are here; then one of the ends. */
export type UploadState = 'open' | 'checking' | 'accepted' | 'refused' | 'aborted';

/** Files of the office's site survey hang on the application under this key, outside the checklist. */
export const SURVEY_ITEM = 'survey';

/** What a browser sends in one request, bytes: ten seconds of a line of 400 kbit/s. */
export const CHUNK_BYTES = 512 * 1024;
/** The most that one request may bring, bytes. */
export const MOST_CHUNK_BYTES = 1024 * 1024;
/** What has arrived is gathered until it makes a part of the store, bytes; only the last part may be smaller. */
export const PART_BYTES = 5 * 1024 * 1024;
/** What a plain form may carry at once, for browsers without scripts. */
export const PLAIN_FORM_BYTES = 6 * 1024 * 1024;
/** An upload that is left lying is forgotten this long after its last chunk, hours. */
export const UPLOAD_LIFE_HOURS = 24;
/** Checks hold a whole file in memory: no definition may allow more. */
export const MOST_FILE_BYTES = 50 * 1024 * 1024;

/** What one item takes, whether it stands in the checklist or is the survey's. */
export interface ItemRules {
	readonly key: string;
	readonly accept: readonly FileKind[];
	readonly maxBytes: number;
	readonly maxFiles: number;
}

export const SURVEY_RULES: ItemRules = {
	key: SURVEY_ITEM,
	accept: ['pdf', 'docx', 'xlsx', 'jpeg', 'png'],
	maxBytes: MOST_FILE_BYTES,
	maxFiles: 30
};

export function itemRules(item: DossierItem): ItemRules {
	return {
		key: item.key,
		accept: item.accept,
		maxBytes: Math.min(item.maxBytes, MOST_FILE_BYTES),
		maxFiles: item.maxFiles ?? 1
	};
}

/** What the dossier holds already; open uploads count with their full size. */
export interface Held {
	/** Bytes of all documents and open uploads, without what is to be replaced. */
	readonly bytes: bigint;
	/** Documents of the item, without what is to be replaced. */
	readonly files: number;
}

/**
 * Whether a file of this size still fits. Refusals: `file_empty`, `file_too_large` {size, limit} (megabytes),
 * `document_too_many` {limit}, `dossier_too_large` {limit, left} (megabytes).
 */
export function mayHold(size: number, rules: ItemRules, held: Held, dossierMaxBytes: number): Result<true> {
	if (size === 0) return refuse('file_empty');
	if (size > rules.maxBytes) {
		return refuse('file_too_large', {
			params: { size: megabytes(size, 'up'), limit: megabytes(rules.maxBytes) }
		});
	}
	if (held.files >= rules.maxFiles) {
		return refuse('document_too_many', { params: { limit: String(rules.maxFiles) } });
	}
	const left = BigInt(dossierMaxBytes) - held.bytes;
	if (BigInt(size) > left) {
		const free = left > 0n ? Number(left) : 0;
		return refuse('dossier_too_large', {
			params: { limit: megabytes(dossierMaxBytes), left: megabytes(free) }
		});
	}
	return ok(true);
}

/**
 * Whether bytes may be added at this offset: they come in order, from where the last ones ended.
 * Refusals: `upload_offset_wrong` {offset}; `upload_chunk_size` for more than the file has left.
 */
export function mayAppend(
	upload: { readonly received: number; readonly size: number },
	offset: number,
	length = 0
): Result<true> {
	if (offset !== upload.received) {
		return refuse('upload_offset_wrong', { params: { offset: String(upload.received) } });
	}
	return offset + length > upload.size ? refuse('upload_chunk_size') : ok(true);
}

/**
 * How many of the bytes that wait make the next part of the store: the first pieces that together are enough, or all
 * that is left of a file that is whole; 0 while neither. Whoever asks gets the same cut, since pieces only follow.
 */
export function nextPart(pieces: readonly number[], whole: boolean): number {
	let bytes = 0;
	for (const piece of pieces) {
		bytes += piece;
		if (bytes >= PART_BYTES) return bytes;
	}
	return whole ? bytes : 0;
}

/** Tenths of a megabyte with a comma, for words only. */
export function megabytes(bytes: number, round: 'up' | 'down' = 'down'): string {
	const exact = (bytes * 10) / (1024 * 1024);
	const tenths = round === 'up' ? Math.ceil(exact) : Math.floor(exact);
	return tenths % 10 === 0 ? String(tenths / 10) : `${Math.floor(tenths / 10)},${tenths % 10}`;
}
