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

/** `attachment` with the name in ASCII for old clients and in UTF-8 (RFC 6266, RFC 8187). */
export function attachmentNamed(name: string): string {
	const ascii = name
		.normalize('NFD')
		.replace(/[đĐ]/g, (letter) => (letter === 'đ' ? 'd' : 'D'))
		.replace(/\p{M}/gu, '')
		.replace(/[^\x20-\x7e]|["\\%]/g, '_');
	const exact = encodeURIComponent(name).replace(
		/['()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
	);
	return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}

export interface ServedFile {
	readonly fileName: string;
	readonly mediaType: string;
	readonly sha256: string;
	readonly size: bigint;
}

/** An uploaded file on its way out: saved, never shown on our own origin, whatever it holds. */
export function fileResponse(file: ServedFile, object: ObjectBody, ranged: boolean): Response {
	const { start, end } = object;
	const headers = new Headers({
		'content-type': file.mediaType,
		'content-length': String(end - start + 1),
		'content-disposition': attachmentNamed(file.fileName),
		'content-security-policy': "default-src 'none'; sandbox",
		'x-content-type-options': 'nosniff',
		'cross-origin-resource-policy': 'same-origin',
		'cache-control': 'private, no-store',
		'accept-ranges': 'bytes',
		etag: `"${file.sha256}"`
	});
	if (ranged) headers.set('content-range', `bytes ${start}-${end}/${file.size}`);
	return new Response(object.body, { status: ranged ? 206 : 200, headers });
}
