import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';

/** Limits of an honest Office file, far above what an applicant's dossier holds. */
const MAX_ENTRIES = 5_000;
const MAX_UNPACKED_BYTES = 100 * 1024 * 1024;
/** Text packs about 10 to 50 times; a bomb a thousand times. Small files are let be: a drawing of one colour packs as well. */
const MAX_RATIO = 100;
const RATIO_FROM_BYTES = 20 * 1024 * 1024;
/** Of the main part, as much as shows what it is. */
const MAIN_PART_HEAD = 64 * 1024;
const MAX_TYPES_BYTES = 1024 * 1024;

const MAIN_PART = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml' } as const;
/** The element that the main part is: with any prefix, after what XML lets stand before it. */
const ROOT = { docx: /<(?:\w+:)?document[\s/>]/, xlsx: /<(?:\w+:)?workbook[\s/>]/ } as const;

/**
 * Unpacks every entry of a docx or xlsx without keeping it, and compares each with its checksum.
 * Refuses `file_damaged`, `file_encrypted`, `file_has_macros`, `file_unpacks_too_large`.
 */
export async function checkOffice(kind: 'docx' | 'xlsx', bytes: Uint8Array): Promise<Result<void>> {
	let zip: ZipFile;
	try {
		zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
	} catch (error) {
		return broken(error);
	}
	try {
		return await checkEntries(kind, zip, bytes.byteLength);
	} catch (error) {
		return broken(error);
	} finally {
		zip.close();
	}
}

/** yauzl and zlib throw plain errors for a malformed archive; a bug of ours has a class of its own. */
function broken(error: unknown): Result<never> {
	const ours = error instanceof TypeError || error instanceof ReferenceError || !(error instanceof Error);
	if (ours) throw error;
	return refuse('file_damaged', { params: { reason: error.message } });
}

async function checkEntries(kind: 'docx' | 'xlsx', zip: ZipFile, packed: number): Promise<Result<void>> {
	if (zip.entryCount > MAX_ENTRIES) return refuse('file_unpacks_too_large');
	const names = new Set<string>();
	let unpacked = 0;
	let types = '';
	let main = '';
	for await (const entry of zip.eachEntry()) {
		// One name twice: one program reads the first, another the second.
		if (names.has(entry.fileName)) return refuse('file_damaged');
		names.add(entry.fileName);
		if (entry.isEncrypted()) return refuse('file_encrypted');
		unpacked += entry.uncompressedSize;
		if (unpacked > MAX_UNPACKED_BYTES || packsTooWell(unpacked, packed))
			return refuse('file_unpacks_too_large');
		const isMain = entry.fileName === MAIN_PART[kind];
		const isTypes = entry.fileName === '[Content_Types].xml' && entry.uncompressedSize <= MAX_TYPES_BYTES;
		const keep = isMain ? MAIN_PART_HEAD : isTypes ? MAX_TYPES_BYTES : 0;
		const content = await unpack(zip, entry, keep);
		if (!content.ok) return content;
		if (isMain) main = content.value.toString('utf8');
		if (isTypes) types = content.value.toString('utf8');
	}
	if (!names.has('[Content_Types].xml') || !ROOT[kind].test(main)) return refuse('file_damaged');
	const macros =
		[...names].some((name) => /(?:^|\/)vba[^/]*\.(?:bin|xml)$/i.test(name)) ||
		/macroEnabled|vbaProject/i.test(types);
	return macros ? refuse('file_has_macros') : ok(undefined);
}

function packsTooWell(unpacked: number, packed: number): boolean {
	return unpacked > RATIO_FROM_BYTES && unpacked > packed * MAX_RATIO;
}

/** Reads an entry to its end and keeps about `keep` bytes of its beginning; yauzl itself stops one that is longer than it declares. */
async function unpack(zip: ZipFile, entry: Entry, keep: number): Promise<Result<Buffer>> {
	if (entry.fileName.endsWith('/')) return ok(Buffer.alloc(0));
	if (!entry.canDecodeFileData()) return refuse('file_damaged');
	const kept: Buffer[] = [];
	let sum = 0;
	let held = 0;
	for await (const chunk of await zip.openReadStreamPromise(entry)) {
		const piece = chunk as Buffer;
		sum = crc32(piece, sum);
		if (held < keep) kept.push(piece);
		held += piece.byteLength;
	}
	return sum === entry.crc32 ? ok(Buffer.concat(kept)) : refuse('file_damaged');
}
