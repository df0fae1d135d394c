import { mkdtemp, readFile, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashSealed, readSealedWhole, writeSealed } from './sealed-file.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-sealed-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (): string => path.join(folder, 'file');
/** More than one frame, though it is compressed. */
const BYTES = randomBytes(2_500_000);
const HEAD = 25;

describe.each([
	['without a key', undefined],
	['with a key', Buffer.alloc(32, 5)]
])('a file of the backup place, %s', (_name, key) => {
	const write = (bytes: Uint8Array = BYTES) => writeSealed(file(), 'wal/a', [bytes], key);

	it('gives back what was put in', async () => {
		const written = await write();
		expect(written).toEqual({
			size: BYTES.byteLength,
			sha256: createHash('sha256').update(BYTES).digest('hex')
		});
		expect((await readSealedWhole(file(), 'wal/a', key)).equals(BYTES)).toBe(true);
		expect(await hashSealed(file(), 'wal/a', key)).toEqual(written);
		expect(await readdir(folder)).toEqual(['file']);
	});

	it('may be empty', async () => {
		await write(Buffer.alloc(0));
		expect((await readSealedWhole(file(), 'wal/a', key)).byteLength).toBe(0);
	});

	it('is never written over', async () => {
		await write();
		expect(await write(Buffer.from('other'))).toBeUndefined();
		expect((await hashSealed(file(), 'wal/a', key)).size).toBe(BYTES.byteLength);
	});

	it('is refused wherever it is cut off, also between two frames', async () => {
		await write();
		const whole = await readFile(file());
		const second = HEAD + 20 + (whole.readUInt32BE(HEAD) & 0x7fff_ffff);
		for (const length of [HEAD, HEAD + 3, HEAD + 20, 5_000, second, second + 20, whole.byteLength - 1]) {
			await writeFile(file(), whole.subarray(0, length));
			await expect(hashSealed(file(), 'wal/a', key)).rejects.toMatchObject({ code: 'file_truncated' });
		}
		await truncate(file(), 10);
		await expect(hashSealed(file(), 'wal/a', key)).rejects.toMatchObject({ code: 'file_truncated' });
	});

	it('is refused for every byte that is altered', async () => {
		await write();
		const { size } = await stat(file());
		for (const position of [0, 8, HEAD + 3, HEAD + 4, HEAD + 19, HEAD + 20, 700_000, size - 1]) {
			const bytes = await readFile(file());
			bytes[position] = (bytes[position] ?? 0) ^ 1;
			const altered = path.join(folder, 'altered');
			await writeFile(altered, bytes);
			await expect(hashSealed(altered, 'wal/a', key)).rejects.toThrow(/damaged|not a backup file|cut off/);
		}
	});

	it('is refused when its frames change places, and under another name', async () => {
		await write();
		const whole = await readFile(file());
		const length = 20 + (whole.readUInt32BE(HEAD) & 0x7fff_ffff);
		const [first, second] = [
			whole.subarray(HEAD, HEAD + length),
			whole.subarray(HEAD + length, HEAD + 2 * length)
		];
		await writeFile(
			file(),
			Buffer.concat([whole.subarray(0, HEAD), second, first, whole.subarray(HEAD + 2 * length)])
		);
		await expect(hashSealed(file(), 'wal/a', key)).rejects.toMatchObject({ code: 'file_altered' });
		await writeFile(file(), whole);
		await expect(hashSealed(file(), 'wal/b', key)).rejects.toMatchObject({ code: 'file_altered' });
		await rename(file(), path.join(folder, 'moved'));
		await expect(hashSealed(file(), 'wal/a', key)).rejects.toMatchObject({ code: 'file_missing' });
	});

	it('is refused when something follows it, and when an earlier frame claims to be the last', async () => {
		await write();
		const whole = await readFile(file());
		await writeFile(file(), Buffer.concat([whole, Buffer.from('x')]));
		await expect(hashSealed(file(), 'wal/a', key)).rejects.toMatchObject({ code: 'file_trailing' });
		const length = whole.readUInt32BE(HEAD);
		whole.writeUInt32BE((length | 0x8000_0000) >>> 0, HEAD);
		await writeFile(file(), whole.subarray(0, HEAD + 20 + length));
		await expect(hashSealed(file(), 'wal/a', key)).rejects.toMatchObject({ code: 'file_altered' });
	});

	it('is nothing when its source breaks off', async () => {
		const broken = async function* (): AsyncGenerator<Buffer> {
			yield BYTES;
			await Promise.reject(new Error('the source broke off'));
		};
		await expect(writeSealed(file(), 'wal/a', broken(), key)).rejects.toThrow('the source broke off');
		expect(await readdir(folder)).toEqual([]);
	});
});

it('cannot be read with another key, or with none', async () => {
	await writeSealed(file(), 'wal/a', [BYTES], Buffer.alloc(32, 5));
	await expect(hashSealed(file(), 'wal/a', Buffer.alloc(32, 6))).rejects.toMatchObject({
		code: 'file_altered'
	});
	await expect(hashSealed(file(), 'wal/a', undefined)).rejects.toMatchObject({ code: 'file_altered' });
	expect((await readFile(file())).includes(BYTES.subarray(0, 64))).toBe(false);
});
