import { createHash } from 'node:crypto';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { ObjectStore, ObjectVerifier } from '#lib/server/app/storage/ports.ts';
import { resolveRange } from './byte-range.ts';
import { DamagedObject } from './disk-object-file.ts';
import { hashObject, readObject } from './read-object.ts';

/** Read whole before anything is given out, bytes: most documents, and little in memory. */
const SMALL_BYTES = 1024 * 1024;

export function objectVerifier(store: ObjectStore): ObjectVerifier {
	return {
		async open({ objectKey, size, sha256 }, range, damaged) {
			const span = resolveRange(size, range);
			if (!span.ok) return span;
			const { start, end } = span.value;
			if (size <= SMALL_BYTES) {
				const read = await readObject(store, objectKey);
				if (!read.ok) return read;
				if (!isRight(read.value, sha256)) return refuse('object_damaged');
				const part = read.value.slice(start, end + 1);
				return ok({ key: objectKey, size, contentType: '', start, end, body: streamOf(once(part)) });
			}
			const found = await store.get(objectKey);
			if (!found.ok) return found;
			if (found.value.size !== size) {
				await found.value.body.cancel();
				return refuse('object_damaged');
			}
			const body = streamOf(heldBack(found.value.body, { sha256, start, end }, damaged));
			return ok({ ...found.value, start, end, body });
		},

		async check({ objectKey, sha256 }) {
			const read = await hashObject(store, objectKey);
			if (!read.ok) return read;
			return read.value.sha256 === sha256 ? ok(true) : refuse('object_damaged');
		}
	};
}

function isRight(bytes: Uint8Array, sha256: string): boolean {
	return createHash('sha256').update(bytes).digest('hex') === sha256;
}

async function* once(part: Uint8Array): AsyncGenerator<Uint8Array> {
	if (part.byteLength > 0) yield await Promise.resolve(part);
}

/** Gives out the bytes from `start` to `end`, the last piece of them only when all bytes are read and right. */
async function* heldBack(
	body: ReadableStream<Uint8Array>,
	{ sha256, start, end }: { readonly sha256: string; readonly start: number; readonly end: number },
	damaged: () => void
): AsyncGenerator<Uint8Array> {
	const digest = createHash('sha256');
	let position = 0;
	let held: Uint8Array | undefined;
	try {
		for await (const chunk of body) {
			digest.update(chunk);
			const part = chunk.subarray(Math.max(0, start - position), Math.max(0, end + 1 - position));
			position += chunk.byteLength;
			if (part.byteLength === 0) continue;
			if (held !== undefined) yield held;
			held = part;
		}
	} catch (thrown) {
		if (thrown instanceof DamagedObject) damaged();
		throw thrown;
	}
	if (digest.digest('hex') !== sha256) {
		damaged();
		throw new DamagedObject('the bytes do not match their digest');
	}
	if (held !== undefined) yield held;
}

/** Breaks off, so that the receiver sees it, where the chunks do; releases the object when nobody reads on. */
function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				try {
					const next = await chunks.next();
					if (next.done) controller.close();
					else controller.enqueue(next.value);
				} catch (error) {
					controller.error(error);
				}
			},
			async cancel() {
				await chunks.return(undefined);
			}
		},
		{ highWaterMark: 0 }
	);
}
