/** Objects in the backup place, by the digest of their bytes: copied once, whatever number of bases names them. */
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { MIN_PART_BYTES } from '#lib/server/app/storage/ports.ts';
import type { ExpectedObject, ObjectStore, StoredPart } from '#lib/server/app/storage/ports.ts';
import { isMissing } from '../storage/system-refusal.ts';
import { onPlace } from './place.ts';
import type { BackupPlace } from './place.ts';
import { BackupRefused } from './refused.ts';
import { hashSealed, readSealed, writeSealed } from './sealed-file.ts';

export type ObjectFaultState = 'damaged' | 'missing';

const nameOf = (sha256: string): string => `objects/${sha256}`;
const folderOf = ({ objects }: BackupPlace, sha256: string): string => path.join(objects, sha256.slice(0, 2));
const fileOf = (place: BackupPlace, sha256: string): string => path.join(folderOf(place, sha256), sha256);

export async function holdsObject(place: BackupPlace, sha256: string): Promise<boolean> {
	try {
		return (await stat(fileOf(place, sha256))).isFile();
	} catch (thrown) {
		if (isMissing(thrown)) return false;
		throw thrown;
	}
}

/** Copies one object when it is not there yet. What is not as the database recorded it is not kept. */
export async function keepObject(
	place: BackupPlace,
	store: ObjectStore,
	{ objectKey, size, sha256 }: ExpectedObject
): Promise<'kept' | 'there' | ObjectFaultState> {
	return onPlace(place.root, async () => {
		if (await holdsObject(place, sha256)) return 'there';
		const found = await store.get(objectKey);
		if (!found.ok) {
			if (found.refusal.code === 'object_not_found') return 'missing';
			if (found.refusal.code === 'object_damaged') return 'damaged';
			throw new Error(`object store: ${found.refusal.code}`);
		}
		await mkdir(folderOf(place, sha256), { recursive: true, mode: 0o700 });
		const target = fileOf(place, sha256);
		const source = onlyThese(found.value.body, size, sha256);
		try {
			await writeSealed(target, nameOf(sha256), source, place.key);
			return 'kept';
		} catch (thrown) {
			if (thrown instanceof OtherBytes || isDamaged(thrown)) return 'damaged';
			throw thrown;
		}
	});
}

const isDamaged = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'DamagedObject';

class OtherBytes extends Error {
	override readonly name = 'OtherBytes';
}

/** Passes bytes on and throws at their end when they are others than those that were recorded. */
async function* onlyThese(
	body: ReadableStream<Uint8Array>,
	size: number,
	sha256: string
): AsyncGenerator<Uint8Array> {
	const { createHash } = await import('node:crypto');
	const digest = createHash('sha256');
	let seen = 0;
	for await (const chunk of body) {
		digest.update(chunk);
		seen += chunk.byteLength;
		yield chunk;
	}
	if (seen !== size || digest.digest('hex') !== sha256)
		throw new OtherBytes('other bytes than were recorded');
}

/** Whether the copy is there and right: read to its end. */
export async function stateOfCopy(
	place: BackupPlace,
	{ size, sha256 }: ExpectedObject
): Promise<'sound' | ObjectFaultState> {
	try {
		const found = await hashSealed(fileOf(place, sha256), nameOf(sha256), place.key);
		return found.sha256 === sha256 && found.size === size ? 'sound' : 'damaged';
	} catch (thrown) {
		if (!(thrown instanceof BackupRefused)) throw thrown;
		return thrown.code === 'file_missing' ? 'missing' : 'damaged';
	}
}

/** Puts one object back into a store, part by part. */
export async function giveBack(
	place: BackupPlace,
	store: ObjectStore,
	{ objectKey, sha256 }: ExpectedObject
): Promise<void> {
	const sound = <T>(
		result:
			| { readonly ok: true; readonly value: T }
			| { readonly ok: false; readonly refusal: { readonly code: string } }
	): T => {
		if (result.ok) return result.value;
		throw new Error(`object store: ${result.refusal.code}`);
	};
	const upload = sound(await store.beginUpload(objectKey));
	const parts: StoredPart[] = [];
	let held: Buffer[] = [];
	let size = 0;
	const send = async (): Promise<void> => {
		parts.push(sound(await store.putPart(upload, parts.length + 1, Buffer.concat(held))));
		held = [];
		size = 0;
	};
	for await (const chunk of readSealed(fileOf(place, sha256), nameOf(sha256), place.key)) {
		held.push(chunk);
		size += chunk.byteLength;
		if (size >= MIN_PART_BYTES) await send();
	}
	if (size > 0 || parts.length === 0) await send();
	sound(await store.complete(upload, parts));
}

/** Removes copies that nothing names and that were made before an instant. */
export async function dropObjects(
	place: BackupPlace,
	named: ReadonlySet<string>,
	madeBefore: Date
): Promise<number> {
	let dropped = 0;
	for (const group of await readdir(place.objects)) {
		for (const sha256 of await readdir(path.join(place.objects, group))) {
			if (named.has(sha256)) continue;
			const file = path.join(place.objects, group, sha256);
			const handle = await open(file, 'r');
			const { mtime } = await handle.stat();
			await handle.close();
			if (mtime >= madeBefore) continue;
			await rm(file, { force: true });
			dropped++;
		}
	}
	return dropped;
}
