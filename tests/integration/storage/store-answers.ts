import { createHash, randomUUID } from 'node:crypto';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ObjectStore } from '#lib/server/app/storage/ports.ts';
import { readObject } from '#lib/server/storage/read-object.ts';

/** A folder of keys of its own per test, so that tests never see each other's objects. */
export function freshSpace(): string {
	return `conformance/${randomUUID()}`;
}

export function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

export function value<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
	return result.value;
}

export function code(result: Result<unknown>): string {
	return result.ok ? 'accepted' : result.refusal.code;
}

export async function bytesOf(store: ObjectStore, key: string): Promise<Buffer> {
	return Buffer.from(value(await readObject(store, key)));
}
