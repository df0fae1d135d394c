/** Bytes that the first question asks for; a small file is here with it. */
const FIRST = 262_144;
/** A picture is decoded whole, so that it is fetched whole; what is larger is not shown. */
const MOST_WHOLE = 60_000_000;

const SHOWN = new Set(['application/pdf', 'image/jpeg', 'image/png']);

export interface FileBytes {
	readonly mediaType: string;
	readonly size: number;
	readonly first: ArrayBuffer;
	/** No scanner has seen it. */
	readonly unscanned: boolean;
	range(start: number, end: number): Promise<ArrayBuffer>;
}

export type NotRead = { readonly why: 'not_shown' | 'too_large' | 'no_line' } | { readonly said: string };

/**
 * A file of the portal, read in ranges by who may read it; what the portal refuses is said in its own words. A viewer
 * tells above the file that nobody has scanned it, so that the question says it was told.
 */
export async function readFile(address: string, signal: AbortSignal): Promise<FileBytes | NotRead> {
	const ask = (range: string): Promise<Response> =>
		fetch(`${address}?dong-y=1&xem=1`, { headers: { range, accept: 'application/json' }, signal });
	const bytes = async (start: number, end: number): Promise<ArrayBuffer> => {
		const answer = await ask(`bytes=${String(start)}-${String(end - 1)}`);
		if (answer.status !== 206) throw new Error(`range: ${String(answer.status)}`);
		return answer.arrayBuffer();
	};
	const answer = await ask(`bytes=0-${String(FIRST - 1)}`);
	if (!answer.ok) return { said: await saidIn(answer) };
	const mediaType = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
	if (!SHOWN.has(mediaType)) return { why: 'not_shown' };
	const first = await answer.arrayBuffer();
	const size = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? first.byteLength);
	const isWhole = mediaType === 'application/pdf' || first.byteLength === size;
	if (!isWhole && size > MOST_WHOLE) return { why: 'too_large' };
	return {
		mediaType,
		size,
		first: isWhole ? first : await bytes(0, size),
		unscanned: answer.headers.get('x-scan-verdict') === 'not_configured',
		range: bytes
	};
}

async function saidIn(answer: Response): Promise<string> {
	let said: unknown;
	try {
		said = await answer.json();
	} catch {
		// A proxy's own page: what it says is not for readers.
		return '';
	}
	const message = typeof said === 'object' && said !== null && 'message' in said ? said.message : '';
	return typeof message === 'string' ? message : '';
}
