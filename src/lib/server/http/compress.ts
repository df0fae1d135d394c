import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Coding = 'br' | 'gzip';

/**
 * Window of brotli, as a power of two. Pages are smaller than 128 KB, and the memory that a larger window takes for each
 * answer is what the garbage collector then runs for.
 */
const BROTLI_WINDOW = 17;

/** A third of the processor of 4, for pages of one reader that are a twentieth longer. */
const FOR_ONE = 3;
/** For what is packed once and given to many. */
export const FOR_MANY = 5;

/** Packs text for the way, off the main thread, so that packing one page never holds up another. */
export function pack(coding: Coding, bytes: Uint8Array, quality: number = FOR_ONE): Promise<Uint8Array> {
	if (coding === 'gzip') return promisify(gzip)(bytes, { level: 5 });
	return promisify(brotliCompress)(bytes, {
		params: {
			[constants.BROTLI_PARAM_QUALITY]: quality,
			[constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW,
			[constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
			[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length
		}
	});
}

/** Text that pages and their data are sent as. Files of dossiers are packed already, and are read in ranges. */
const PACKED = /^(text\/html|application\/json|text\/sveltekit-data)\b/;
/** Below this a packet of the network is not spared. */
const LEAST_BYTES = 1024;

/** What the reader takes, the best first; a coding with q=0 is refused. */
export function codingFor(accepted: string | null): Coding | undefined {
	const taken = new Set(
		(accepted ?? '').split(',').flatMap((part) => {
			const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
			return parameters.some((parameter) => /^q=0(\.0{0,3})?$/.test(parameter)) ? [] : [name];
		})
	);
	return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : undefined;
}

/** The same answer, packed where that is worth it: a page of 80 KB is some 12 KB on a slow line. */
export async function compressed(request: Request, response: Response): Promise<Response> {
	if (!PACKED.test(response.headers.get('content-type') ?? '')) return response;
	if (response.headers.has('content-encoding') || response.body === null || request.method === 'HEAD')
		return response;
	response.headers.append('vary', 'accept-encoding');
	const coding = codingFor(request.headers.get('accept-encoding'));
	if (coding === undefined) return response;
	const headers = new Headers(response.headers);
	const { status, statusText } = response;
	const bytes = new Uint8Array(await response.arrayBuffer());
	if (bytes.length < LEAST_BYTES) return new Response(bytes, { status, statusText, headers });
	headers.set('content-encoding', coding);
	headers.delete('content-length');
	// The same page, other bytes: the mark of the bytes becomes one of the content.
	const mark = headers.get('etag');
	if (mark !== null && !mark.startsWith('W/')) headers.set('etag', `W/${mark}`);
	return new Response(Buffer.from(await pack(coding, bytes)), { status, statusText, headers });
}
