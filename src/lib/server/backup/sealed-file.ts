/**
 * How everything lies in the backup place: compressed, in frames, each with a tag over its number, over whether it is
 * the last, and over the name of the file. So a cut, an altered byte and a file put under another's name are noticed
 * before a byte of it is used, and no file is ever whole in memory.
 *
 *   8 bytes `CHUAN-B1` | 1 byte 0 plain, 1 encrypted | 16 bytes salt | frames
 *   a frame: 4 bytes length, the highest bit set on the last | 16 bytes tag | bytes
 *
 * With a key a frame is AES-256-GCM and the tag is its own; without one the tag is the beginning of a SHA-256.
 */
import {
	createCipheriv,
	createDecipheriv,
	createHash,
	hkdfSync,
	randomBytes,
	timingSafeEqual
} from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable, pipeline } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { syncFolder } from '../storage/disk-object-file.ts';
import { systemCode } from '../storage/system-refusal.ts';
import { BackupRefused } from './refused.ts';

const MAGIC = Buffer.from('CHUAN-B1', 'latin1');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const FRAME_BYTES = 1024 * 1024;
const LAST = 0x8000_0000;

export interface Written {
	/** Of the bytes that were put in, not of the file. */
	readonly size: number;
	/** SHA-256 of those bytes, lower-case hex. */
	readonly sha256: string;
}

interface Frames {
	seal(bytes: Buffer, number: number, last: boolean): { readonly tag: Buffer; readonly body: Buffer };
	/** Undefined: not what was sealed. */
	open(body: Buffer, tag: Buffer, number: number, last: boolean): Buffer | undefined;
}

function nonceOf(number: number, last: boolean): Buffer {
	const nonce = Buffer.alloc(12);
	nonce.writeUInt32BE(number, 7);
	nonce.writeUInt8(last ? 1 : 0, 11);
	return nonce;
}

function plainFrames(name: string): Frames {
	const tagOf = (bytes: Buffer, number: number, last: boolean): Buffer =>
		createHash('sha256')
			.update(nonceOf(number, last))
			.update(`${name}\0`)
			.update(bytes)
			.digest()
			.subarray(0, TAG_BYTES);
	return {
		seal: (bytes, number, last) => ({ tag: tagOf(bytes, number, last), body: bytes }),
		open: (body, tag, number, last) => (timingSafeEqual(tagOf(body, number, last), tag) ? body : undefined)
	};
}

function encryptedFrames(name: string, key: Buffer, salt: Buffer): Frames {
	const own = Buffer.from(hkdfSync('sha256', key, salt, 'chuan.backup/1', 32));
	const label = Buffer.from(name, 'utf8');
	return {
		seal(bytes, number, last) {
			const cipher = createCipheriv('aes-256-gcm', own, nonceOf(number, last)).setAAD(label);
			const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
			return { tag: cipher.getAuthTag(), body };
		},
		open(body, tag, number, last) {
			const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(number, last), {
				authTagLength: TAG_BYTES
			});
			decipher.setAAD(label).setAuthTag(tag);
			const bytes = decipher.update(body);
			try {
				return Buffer.concat([bytes, decipher.final()]);
			} catch (thrown) {
				// OpenSSL has no code for a wrong tag: final() throws for nothing else.
				if (thrown instanceof Error) return undefined;
				throw thrown;
			}
		}
	};
}

const framesOf = (name: string, key: Buffer | undefined, salt: Buffer): Frames =>
	key === undefined ? plainFrames(name) : encryptedFrames(name, key, salt);

async function writeFrames(
	file: FileHandle,
	frames: Frames,
	compressed: AsyncIterable<Buffer>
): Promise<void> {
	let held: Buffer[] = [];
	let size = 0;
	let number = 0;
	const write = async (bytes: Buffer, last: boolean): Promise<void> => {
		const { tag, body } = frames.seal(bytes, number++, last);
		const head = Buffer.alloc(4);
		head.writeUInt32BE(last ? (LAST | body.byteLength) >>> 0 : body.byteLength);
		await file.writeFile(Buffer.concat([head, tag, body]));
	};
	for await (const chunk of compressed) {
		held.push(chunk);
		size += chunk.byteLength;
		while (size > FRAME_BYTES) {
			const all = Buffer.concat(held);
			await write(all.subarray(0, FRAME_BYTES), false);
			held = [all.subarray(FRAME_BYTES)];
			size = all.byteLength - FRAME_BYTES;
		}
	}
	await write(Buffer.concat(held), true);
}

/** Puts a finished draft under its name, and never over another file: true when it was not there before. */
async function place(draft: string, target: string): Promise<boolean> {
	try {
		await link(draft, target);
		await rm(draft);
		return true;
	} catch (thrown) {
		const code = systemCode(thrown);
		if (code === 'EEXIST') return false;
		// A disk without hard links: whoever writes here does so alone.
		if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw thrown;
		await rename(draft, target);
		return true;
	}
}

/**
 * Writes a file that appears whole, survives a power cut once this resolves, and replaces none. Undefined: a file of
 * that name was there.
 */
export async function writeSealed(
	target: string,
	name: string,
	source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
	key: Buffer | undefined
): Promise<Written | undefined> {
	const draft = `${target}.${process.pid}.unfinished`;
	const digest = createHash('sha256');
	let size = 0;
	async function* counted(): AsyncGenerator<Uint8Array> {
		for await (const chunk of source) {
			digest.update(chunk);
			size += chunk.byteLength;
			yield chunk;
		}
	}
	try {
		const file = await open(draft, 'w', 0o600);
		try {
			const salt = key === undefined ? Buffer.alloc(SALT_BYTES) : randomBytes(SALT_BYTES);
			await file.writeFile(Buffer.concat([MAGIC, Buffer.from([key === undefined ? 0 : 1]), salt]));
			await piped(
				Readable.from(counted(), { objectMode: false }),
				createGzip({ level: 1 }),
				(compressed: AsyncIterable<Buffer>) => writeFrames(file, framesOf(name, key, salt), compressed)
			);
			await file.sync();
		} finally {
			await file.close();
		}
		const fresh = await place(draft, target);
		await syncFolder(path.dirname(target));
		return fresh ? { size, sha256: digest.digest('hex') } : undefined;
	} finally {
		await rm(draft, { force: true });
	}
}

async function readExactly(file: FileHandle, length: number): Promise<Buffer> {
	const bytes = Buffer.alloc(length);
	let done = 0;
	while (done < length) {
		const { bytesRead } = await file.read(bytes, done, length - done, null);
		if (bytesRead === 0) break;
		done += bytesRead;
	}
	return bytes.subarray(0, done);
}

async function* readFrames(target: string, name: string, key: Buffer | undefined): AsyncGenerator<Buffer> {
	const file = await open(target, 'r').catch((thrown: unknown) => {
		throw systemCode(thrown) === 'ENOENT' ? new BackupRefused('file_missing', name, thrown) : thrown;
	});
	try {
		const head = await readExactly(file, MAGIC.byteLength + 1 + SALT_BYTES);
		const mode = head[MAGIC.byteLength];
		if (!head.subarray(0, MAGIC.byteLength).equals(MAGIC)) throw new BackupRefused('file_foreign', name);
		if (head.byteLength < MAGIC.byteLength + 1 + SALT_BYTES) throw new BackupRefused('file_truncated', name);
		if (mode !== (key === undefined ? 0 : 1)) throw new BackupRefused('file_altered', name);
		const frames = framesOf(name, key, head.subarray(MAGIC.byteLength + 1));
		for (let number = 0; ; number++) {
			const start = await readExactly(file, 4 + TAG_BYTES);
			if (start.byteLength < 4 + TAG_BYTES) throw new BackupRefused('file_truncated', name);
			const word = start.readUInt32BE(0);
			const last = word >= LAST;
			const length = word & 0x7fff_ffff;
			if (length > FRAME_BYTES) throw new BackupRefused('file_altered', name);
			const body = await readExactly(file, length);
			if (body.byteLength < length) throw new BackupRefused('file_truncated', name);
			const bytes = frames.open(body, start.subarray(4), number, last);
			if (bytes === undefined) throw new BackupRefused('file_altered', name);
			yield bytes;
			if (!last) continue;
			if ((await readExactly(file, 1)).byteLength > 0) throw new BackupRefused('file_trailing', name);
			return;
		}
	} finally {
		await file.close();
	}
}

/** The bytes that were put in, each piece checked before it is given out; throws at the first that is not. */
export async function* readSealed(
	target: string,
	name: string,
	key: Buffer | undefined
): AsyncGenerator<Buffer> {
	const unpacked = createGunzip();
	// Whatever ends the frames ends the reading below with the same error.
	pipeline(Readable.from(readFrames(target, name, key), { objectMode: false }), unpacked, () => undefined);
	for await (const chunk of unpacked) yield chunk as Buffer;
}

/** Reads all of it, for its size and digest. */
export async function hashSealed(target: string, name: string, key: Buffer | undefined): Promise<Written> {
	const digest = createHash('sha256');
	let size = 0;
	for await (const chunk of readSealed(target, name, key)) {
		digest.update(chunk);
		size += chunk.byteLength;
	}
	return { size, sha256: digest.digest('hex') };
}

/** A small one, whole. */
export async function readSealedWhole(
	target: string,
	name: string,
	key: Buffer | undefined
): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of readSealed(target, name, key)) chunks.push(chunk);
	return Buffer.concat(chunks);
}
