import type { ByteRange, ObjectBody } from '#lib/server/app/storage/ports.ts';

/**
 * The range that a request asks for (RFC 9110, 14.1.2), of one part; undefined for none, for several, or for what
 * cannot be read: the whole file is a right answer to those. `bytes=-500` are the last 500.
 */
export function requestedRange(header: string | null, size: number): ByteRange | undefined {
	const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
	if (match === null) return undefined;
	const [, from = '', to = ''] = match;
	if (from === '') return to === '' ? undefined : { start: Math.max(0, size - Number(to)) };
	if (to !== '' && Number(to) < Number(from)) return undefined;
	return { start: Number(from), ...(to === '' ? {} : { end: Number(to) }) };
}

/**
 * The range of a file that a request asks for. With `If-Range` it is given only of the very bytes that the earlier part
 * came from (RFC 9110, 13.1.5): a download that is taken up after the file was changed gets all of the new one.
 */
export function rangeAsked(headers: Pick<Headers, 'get'>, file: RangedFile): ByteRange | undefined {
	const only = headers.get('if-range');
	if (only !== null && only.trim() !== etagOf(file)) return undefined;
	return requestedRange(headers.get('range'), file.size);
}

export interface RangedFile {
	readonly size: number;
	readonly sha256: string;
}

function etagOf({ sha256 }: { readonly sha256: string }): string {
	return `"${sha256}"`;
}

/** `attachment` with the name in ASCII for old clients and in UTF-8 (RFC 6266, RFC 8187). */
export function attachmentNamed(name: string): string {
	return `attachment; ${named(name)}`;
}

function named(name: string): string {
	const ascii = name
		.normalize('NFD')
		.replace(/[đĐ]/g, (letter) => (letter === 'đ' ? 'd' : 'D'))
		.replace(/\p{M}/gu, '')
		.replace(/[^\x20-\x7e]|["\\%]/g, '_');
	const exact = encodeURIComponent(name).replace(
		/['()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
	);
	return `filename="${ascii}"; filename*=UTF-8''${exact}`;
}

export interface ServedFile {
	readonly fileName: string;
	readonly mediaType: string;
	readonly sha256: string;
	readonly size: bigint;
	/** What the scanner found. */
	readonly verdict?: string;
}

/**
 * Kinds that a browser shows itself, with what the shown file may do: nothing of it is script, a picture is a document
 * of no origin. A browser does not draw a PDF in a sandbox; its reader is a process apart from our pages (ADR 0019).
 */
const SHOWN: Readonly<Record<string, string>> = {
	'application/pdf':
		"default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
	'image/jpeg': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox",
	'image/png': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
};

/**
 * An uploaded file on its way out: saved, and shown by the browser only where `shown` asks for a kind that its check
 * found to be a PDF or a picture.
 */
export function fileResponse(
	file: ServedFile,
	object: ObjectBody,
	{ ranged, shown = false }: { readonly ranged: boolean; readonly shown?: boolean }
): Response {
	const { start, end } = object;
	const policy = shown ? SHOWN[file.mediaType] : undefined;
	const headers = new Headers({
		'content-type': file.mediaType,
		'content-length': String(end - start + 1),
		'content-disposition':
			policy === undefined ? attachmentNamed(file.fileName) : `inline; ${named(file.fileName)}`,
		'content-security-policy': policy ?? "default-src 'none'; sandbox",
		'x-content-type-options': 'nosniff',
		'cross-origin-resource-policy': 'same-origin',
		'cache-control': 'private, no-store',
		'accept-ranges': 'bytes',
		etag: etagOf(file)
	});
	// A page that draws the file says what the warning page says.
	if (file.verdict === 'not_configured') headers.set('x-scan-verdict', file.verdict);
	if (ranged) headers.set('content-range', `bytes ${start}-${end}/${file.size}`);
	return new Response(object.body, { status: ranged ? 206 : 200, headers });
}
