import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';

/** Limits of an honest Office file, far above what an applicant's dossier holds. */
const MAX_ENTRIES = 5_000;
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
/** Text packs about 10 to 50 times; a bomb a thousand times. Small entries are let be. */
const MAX_RATIO = 250;
const RATIO_FROM_BYTES = 1024 * 1024;
const MAX_TYPES_BYTES = 1024 * 1024;

const MAIN_PART = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml' } as const;

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
		return await checkEntries(kind, zip);
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

async function checkEntries(kind: 'docx' | 'xlsx', zip: ZipFile): Promise<Result<void>> {
	if (zip.entryCount > MAX_ENTRIES) return refuse('file_unpacks_too_large');
	const names = new Set<string>();
	let unpacked = 0;
	let types = '';
	for await (const entry of zip.eachEntry()) {
		// One name twice: one program reads the first, another the second.
		if (names.has(entry.fileName)) return refuse('file_damaged');
		names.add(entry.fileName);
		if (entry.isEncrypted()) return refuse('file_encrypted');
		unpacked += entry.uncompressedSize;
		if (unpacked > MAX_UNPACKED_BYTES || packsTooWell(entry)) return refuse('file_unpacks_too_large');
		const keep = entry.fileName === '[Content_Types].xml' && entry.uncompressedSize <= MAX_TYPES_BYTES;
		const content = await unpack(zip, entry, keep);
		if (!content.ok) return content;
		if (keep) types = content.value.toString('utf8');
	}
	if (!names.has('[Content_Types].xml') || !names.has(MAIN_PART[kind])) return refuse('file_damaged');
	const macros =
		[...names].some((name) => /(?:^|\/)vba[^/]*\.(?:bin|xml)$/i.test(name)) ||
		/macroEnabled|vbaProject/i.test(types);
	return macros ? refuse('file_has_macros') : ok(undefined);
}

function packsTooWell(entry: Entry): boolean {
	return (
		entry.uncompressedSize > RATIO_FROM_BYTES && entry.uncompressedSize > entry.compressedSize * MAX_RATIO
	);
}

/** Reads an entry to its end; yauzl itself stops one that is longer than it declares. */
async function unpack(zip: ZipFile, entry: Entry, keep: boolean): Promise<Result<Buffer>> {
	if (entry.fileName.endsWith('/')) return ok(Buffer.alloc(0));
	if (!entry.canDecodeFileData()) return refuse('file_damaged');
	const kept: Buffer[] = [];
	let sum = 0;
	for await (const chunk of await zip.openReadStreamPromise(entry)) {
		const piece = chunk as Buffer;
		sum = crc32(piece, sum);
		if (keep) kept.push(piece);
	}
	return sum === entry.crc32 ? ok(Buffer.concat(kept)) : refuse('file_damaged');
}
