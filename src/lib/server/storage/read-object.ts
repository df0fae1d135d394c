import { createHash } from 'node:crypto';
import { refuse, ok, type Result } from '#lib/domain/shared/result.ts';
import type { ByteRange, ObjectStore } from '#lib/server/app/storage/ports.ts';
import { onSystem } from './system-refusal.ts';

/**
 * The whole object, or a range of it, in memory. For files within the upload limit only.
 * Refuses what `get` refuses, and `store_unavailable` or `object_damaged` when the body breaks off.
 */
export async function readObject(
	store: ObjectStore,
	key: string,
	range?: ByteRange
): Promise<Result<Uint8Array>> {
	const found = await store.get(key, range);
	if (!found.ok) return found;
	const { body, start, end } = found.value;
	const chunks: Uint8Array[] = [];
	const read = await drain(body, (chunk) => chunks.push(chunk));
	if (!read.ok) return read;
	const bytes = Buffer.concat(chunks);
	if (bytes.byteLength !== end - start + 1)
		return refuse('store_unavailable', { params: { reason: 'short_body' } });
	return ok(bytes);
}

/** SHA-256 (lower-case hex) and size of a stored object, read as a stream: memory stays flat. */
export async function hashObject(
	store: ObjectStore,
	key: string
): Promise<Result<{ readonly sha256: string; readonly size: number }>> {
	const found = await store.get(key);
	if (!found.ok) return found;
	const digest = createHash('sha256');
	let size = 0;
	const read = await drain(found.value.body, (chunk) => {
		digest.update(chunk);
		size += chunk.byteLength;
	});
	if (!read.ok) return read;
	if (size !== found.value.size) return refuse('store_unavailable', { params: { reason: 'short_body' } });
	return ok({ sha256: digest.digest('hex'), size });
}

async function drain(
	body: ReadableStream<Uint8Array>,
	take: (chunk: Uint8Array) => void
): Promise<Result<void>> {
	return onSystem(async () => {
		for await (const chunk of body) take(chunk);
		return ok(undefined);
	});
}
