import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { CHUNK_BYTES } from '#lib/domain/uploads/upload.ts';

/** Chunks that one process holds at a time, so that a crowd on slow lines costs waiting and not memory. */
const MOST_AT_ONCE = 12;
/** A line that says nothing for so long is a dead one, ms. */
const SILENCE_MS = 30_000;

let held = 0;

/**
 * The body of a request, whole, at most one chunk. A line that breaks off leaves nothing: the caller has no bytes
 * to keep. Refusals: `upload_crowded` (try again), `upload_chunk_size`, `upload_cut_off`.
 */
export async function receiveChunk(request: Request): Promise<Result<Uint8Array>> {
	const announced = request.headers.get('content-length');
	if (announced !== null && Number(announced) > CHUNK_BYTES) return refuse('upload_chunk_size');
	if (request.body === null) return ok(new Uint8Array());
	if (held >= MOST_AT_ONCE) return refuse('upload_crowded');
	held += 1;
	try {
		const received = await readAll(request.body);
		if (!received.ok) return received;
		const whole = announced === null || received.value.byteLength === Number(announced);
		return whole ? received : refuse('upload_cut_off');
	} finally {
		held -= 1;
	}
}

async function readAll(body: ReadableStream<Uint8Array>): Promise<Result<Uint8Array>> {
	const reader = body.getReader();
	const pieces: Uint8Array[] = [];
	let length = 0;
	for (;;) {
		const next = await readOne(reader);
		if (next === 'broken') return refuse('upload_cut_off');
		if (next.done) return ok(Buffer.concat(pieces));
		length += next.value.byteLength;
		if (length > CHUNK_BYTES) {
			await letGo(reader);
			return refuse('upload_chunk_size');
		}
		pieces.push(next.value);
	}
}

type Read = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>;

/** One piece, or `broken` when the line broke or fell silent: both are the sender's, not a fault of the portal. */
async function readOne(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Read | 'broken'> {
	let timer: NodeJS.Timeout | undefined;
	const silence = new Promise<'broken'>((resolve) => {
		timer = setTimeout(() => resolve('broken'), SILENCE_MS);
	});
	const piece = reader.read().then(
		(read) => read,
		(): 'broken' => 'broken'
	);
	const next = await Promise.race([piece, silence]);
	clearTimeout(timer);
	if (next === 'broken') await letGo(reader);
	return next;
}

/** Tells the sender that no more is read. A line that is already broken has nobody to tell. */
async function letGo(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
	await Promise.allSettled([reader.cancel()]);
}
