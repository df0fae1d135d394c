import { fileTypeFromBuffer } from 'file-type';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';
import { checkImage, MAX_PIXELS } from './check-image.ts';
import { checkOffice } from './check-office.ts';
import { checkPdf } from './check-pdf.ts';
import { decodeHeic } from './decode-photo.ts';
import { endingOf, FILE_KINDS, kindOfName, type FileKind } from './file-kinds.ts';

/** What a checklist item accepts. */
export interface ContentRules {
	readonly accepted: readonly FileKind[];
	/** Largest size in bytes, inclusive. */
	readonly maxBytes: number;
}

export interface CheckedContent {
	readonly kind: FileKind;
	/** By content; the only type that this file is ever served with. */
	readonly mime: string;
	readonly size: number;
}

/** What holds for every file before its bytes are read. Refuses `file_empty`, `file_too_large`. */
export function checkSize(size: number, rules: Pick<ContentRules, 'maxBytes'>): Result<void> {
	if (size === 0) return refuse('file_empty');
	if (size > rules.maxBytes) {
		return refuse('file_too_large', {
			params: { size: sayMegabytes(size), limit: sayMegabytes(rules.maxBytes) }
		});
	}
	return ok(undefined);
}

/**
 * Looks at what a file is, not at what it is called. `name` is a label that must not lie.
 *
 * Refuses:
 * - `file_empty`, `file_too_large` (`size`, `limit` in MB)
 * - `file_type_mismatch`      the content is not what the name promises (`found`, `declared`): a renamed .exe, HTML as PDF
 * - `file_type_not_accepted`  it is what it says, but this item takes other kinds (`found`, `accepted`)
 * - `file_encrypted`          it opens with a password only
 * - `file_damaged`            it is cut off or broken inside
 * - `file_has_scripts`        a PDF that runs a program (JavaScript, Launch)
 * - `file_has_macros`         an Office file that carries a program
 * - `file_unpacks_too_large`  an archive made to fill the memory of who opens it
 */
export async function checkContent(
	file: { readonly name: string; readonly bytes: Uint8Array },
	rules: ContentRules
): Promise<Result<CheckedContent>> {
	const { bytes } = file;
	const sized = checkSize(bytes.byteLength, rules);
	if (!sized.ok) return sized;

	const found = await recognise(bytes);
	const declared = endingOf(file.name);
	const mismatch = refuse('file_type_mismatch', {
		params: { declared: declared ?? '', found: found.ending ?? '' }
	});
	const promised = kindOfName(file.name);
	if (found.encryptedOffice) {
		return promised === 'docx' || promised === 'xlsx' ? refuse('file_encrypted') : mismatch;
	}
	// A name without an ending promises nothing; one with an ending of ours must keep its word.
	if (promised !== null && promised !== found.kind) {
		return found.macros && (promised === 'docx' || promised === 'xlsx')
			? refuse('file_has_macros')
			: mismatch;
	}
	if (found.kind === null)
		return isForeign(declared, found.ending) ? notAccepted(declared ?? found.ending, rules) : mismatch;
	if (promised === null && declared !== null) return mismatch;
	if (!rules.accepted.includes(found.kind)) return notAccepted(declared ?? found.kind, rules);

	const inside = await checkInside(found.kind, bytes);
	if (!inside.ok) return inside;
	return ok({ kind: found.kind, mime: FILE_KINDS[found.kind].mime, size: bytes.byteLength });
}

interface Recognised {
	readonly kind: FileKind | null;
	/** The usual ending of what it is; null when it is nothing known (plain text, HTML, SVG). */
	readonly ending: string | null;
	/** A docx or xlsx under a password is an older container (CFB) around the encrypted package. */
	readonly encryptedOffice: boolean;
	readonly macros: boolean;
}

async function recognise(bytes: Uint8Array): Promise<Recognised> {
	const type = await fileTypeFromBuffer(bytes);
	const ending = type?.ext ?? (opensAsPdf(bytes) ? 'pdf' : null);
	const encryptedOffice =
		ending === 'cfb' && Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
	return {
		kind: KIND_BY_ENDING.get(ending ?? '') ?? null,
		ending,
		encryptedOffice,
		macros: ending === 'docm' || ending === 'xlsm'
	};
}

/** Readers open a PDF whose first line comes after empty lines or a mark of byte order. */
function opensAsPdf(bytes: Uint8Array): boolean {
	return /^(?:[\s\0]|\xef\xbb\xbf)*%PDF-[12]\.\d/.test(
		Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
	);
}

const KIND_BY_ENDING: ReadonlyMap<string, FileKind> = new Map([
	['pdf', 'pdf'],
	['docx', 'docx'],
	['xlsx', 'xlsx'],
	['jpg', 'jpeg'],
	['png', 'png'],
	['heic', 'heic']
]);

/** Endings that people know for what the detector calls otherwise. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
	cfb: ['doc', 'xls', 'ppt', 'pps', 'dot', 'xlt', 'msg', 'vsd', 'mpp', 'pub', 'hwp', 'wps', 'et'],
	avif: ['heif'],
	tif: ['tiff'],
	zip: ['ods', 'odt', 'dwfx', 'kmz', 'jar', 'apk'],
	mp4: ['m4v', 'mov', 'm4a'],
	mpg: ['mpeg', 'mp3'],
	xml: ['html', 'xhtml', 'svg', 'hoadon', 'inv'],
	gz: ['tgz'],
	exe: ['dll', 'scr']
};

/** An honest file of a kind that no dossier takes: a .doc that is one, a .txt that nothing contradicts. */
function isForeign(declared: string | null, found: string | null): boolean {
	return (
		found === null ||
		declared === null ||
		found === declared ||
		(OTHER_NAMES[found]?.includes(declared) ?? false)
	);
}

function notAccepted(found: string | null, rules: ContentRules): Result<never> {
	return refuse('file_type_not_accepted', {
		params: { found: found ?? '?', accepted: rules.accepted.join(', ').toUpperCase() }
	});
}

function checkInside(kind: FileKind, bytes: Uint8Array): Promise<Result<void>> {
	switch (kind) {
		case 'pdf':
			return checkPdf(bytes);
		case 'docx':
		case 'xlsx':
			return checkOffice(kind, bytes);
		case 'jpeg':
		case 'png':
			return checkImage(kind, bytes);
		case 'heic':
			return checkHeic(bytes);
	}
}

/** Whole megabytes, one decimal with a comma when not whole; for words only. */
function sayMegabytes(size: number): string {
	const tenths = Math.ceil((size * 10) / (1024 * 1024));
	return tenths % 10 === 0 ? String(tenths / 10) : `${Math.floor(tenths / 10)},${tenths % 10}`;
}

async function checkHeic(bytes: Uint8Array): Promise<Result<void>> {
	const decoded = await decodeHeic(bytes, MAX_PIXELS);
	return decoded.ok ? ok(undefined) : decoded;
}
