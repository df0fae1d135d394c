import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';

/** How far from the end `startxref` and `%%EOF` may be: readers look this far as well (ISO 32000-1, note in 7.5.5). */
const TAIL_BYTES = 2048;

/** How much of a cross-reference section is read when looking for its dictionary. */
const TRAILER_BYTES = 4096;

/** A PDF with a head, an end, and no password. Refuses `file_damaged`, `file_encrypted`. */
export function checkPdf(bytes: Uint8Array): Result<void> {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (!/^%PDF-[12]\.\d/.test(file.toString('latin1', 0, 8))) return refuse('file_damaged');
	const tail = file.toString('latin1', Math.max(0, file.byteLength - TAIL_BYTES));
	const end = /startxref\s+(\d+)\s+%%EOF[\s\0]*/g;
	const last = [...tail.matchAll(end)].at(-1);
	if (last === undefined) return refuse('file_damaged');
	return isEncrypted(file, Number(last[1])) ? refuse('file_encrypted') : ok(undefined);
}

/**
 * Encryption is named in the trailer dictionary (ISO 32000-1, 7.6.1), plain text in both forms of it: after
 * the word `trailer`, or as the dictionary of a cross-reference stream. Where the offset misses both, readers
 * rebuild the table by searching the whole file; so does this.
 */
function isEncrypted(file: Buffer, offset: number): boolean {
	const section = file.subarray(offset, offset + 24).toString('latin1');
	if (/^\s*xref\b/.test(section)) {
		const trailer = file.indexOf('trailer', offset);
		return trailer >= 0 && dictionaryAt(file, trailer).includes('/Encrypt');
	}
	if (/^\s*\d+\s+\d+\s+obj\b/.test(section)) return dictionaryAt(file, offset).includes('/Encrypt');
	return /\/Encrypt\s+\d+\s+\d+\s+R/.test(file.toString('latin1'));
}

/** The text from an offset to the end of the dictionary there: before its stream, or `startxref`. */
function dictionaryAt(file: Buffer, offset: number): string {
	const text = file.toString('latin1', offset, offset + TRAILER_BYTES);
	return text.split(/\bstream\r?\n|\bstartxref\b/, 1)[0] ?? '';
}
