import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { MOST_CHUNK_BYTES } from '#lib/domain/uploads/upload.ts';

/** Bytes that are handed on together: few statements, and little in memory. */
const PIECE_BYTES = 128 * 1024;
/** What a line may take for one request as a whole, ms, and how long it may say nothing. */
const WHOLE_MS = 180_000;
const SILENCE_MS = 15_000;
/** After this long, ms, a line that has brought less than so many bytes a second holds its place for nothing. */
const GRACE_MS = 20_000;
const LEAST_RATE = 1_024;

/** How the times of a line are judged; shorter in tests. */
export interface LinePatience {
	readonly wholeMs: number;
	readonly silenceMs: number;
	readonly graceMs: number;
}
const PATIENCE: LinePatience = { wholeMs: WHOLE_MS, silenceMs: SILENCE_MS, graceMs: GRACE_MS };

/**
 * The body of a request in pieces, as they arrive, at most one chunk in all. What came before a line broke off, fell
 * silent or proved too slow is handed on before that is said. Ends with a refusal `upload_chunk_size` or
 * `upload_cut_off` (go on from what has arrived).
 */
export async function* receiveChunk(
	request: Request,
	patience: LinePatience = PATIENCE
): AsyncGenerator<Result<Uint8Array>> {
	const announced = request.headers.get('content-length');
	if (announced !== null && Number(announced) > MOST_CHUNK_BYTES) {
		yield refuse('upload_chunk_size');
		return;
	}
	if (request.body === null) return;
	const reader = request.body.getReader();
	const began = performance.now();
	let gathered: Uint8Array[] = [];
	let waiting = 0;
	let length = 0;
	const take = (): Result<Uint8Array> => {
		const piece = Buffer.concat(gathered);
		gathered = [];
		waiting = 0;
		return ok(piece);
	};
	try {
		for (;;) {
			const elapsed = performance.now() - began;
			const tooSlow = elapsed > patience.graceMs && length < (elapsed * LEAST_RATE) / 1_000;
			const left = Math.min(patience.silenceMs, patience.wholeMs - elapsed);
			const next = tooSlow || left <= 0 ? 'broken' : await readOne(reader, left);
			if (next === 'broken' || next.done) {
				if (waiting > 0) yield take();
				if (next === 'broken' || (announced !== null && length < Number(announced)))
					yield refuse('upload_cut_off');
				return;
			}
			length += next.value.byteLength;
			if (length > MOST_CHUNK_BYTES) {
				yield refuse('upload_chunk_size');
				return;
			}
			gathered.push(next.value);
			waiting += next.value.byteLength;
			if (waiting >= PIECE_BYTES) yield take();
		}
	} finally {
		// Tells the sender that no more is read, and waits for nobody: a line that is already broken answers nothing.
		void Promise.allSettled([reader.cancel()]);
	}
}

type Read = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>;

/** What came, or `broken` when the line broke or fell silent: both are the sender's, not a fault of the portal. */
async function readOne(
	reader: ReadableStreamDefaultReader<Uint8Array>,
	patienceMs: number
): Promise<Read | 'broken'> {
	let timer: NodeJS.Timeout | undefined;
	const silence = new Promise<'broken'>((resolve) => {
		timer = setTimeout(() => resolve('broken'), patienceMs);
	});
	const piece = reader.read().then(
		(read) => read,
		(): 'broken' => 'broken'
	);
	const next = await Promise.race([piece, silence]);
	clearTimeout(timer);
	return next;
}
