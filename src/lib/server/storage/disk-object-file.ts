import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

/**
 * One object is one file, so that one rename makes it appear whole:
 *
 *   bytes 0 .. 4095   a JSON header, padded with spaces: what `ObjectHeader` holds
 *   bytes 4096 ..     the object's own bytes
 *
 * The header is written last, when size and digest are known.
 */
export const HEADER_BYTES = 4096;

export interface ObjectHeader {
	readonly format: 'chuan.object/1';
	readonly key: string;
	readonly size: number;
	/** SHA-256 of the object's bytes, lower-case hex. */
	readonly sha256: string;
	readonly contentType: string;
}

/** Writes header and bytes into an open, empty file and forces them to the disk. Returns the header. */
export async function writeObjectFile(
	file: FileHandle,
	label: { readonly key: string; readonly contentType: string },
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
): Promise<ObjectHeader> {
	const digest = createHash('sha256');
	let size = 0;
	for await (const chunk of chunks) {
		digest.update(chunk);
		await writeFully(file, chunk, HEADER_BYTES + size);
		size += chunk.byteLength;
	}
	const header: ObjectHeader = { format: 'chuan.object/1', ...label, size, sha256: digest.digest('hex') };
	const text = Buffer.from(JSON.stringify(header), 'utf8');
	if (text.byteLength > HEADER_BYTES) throw new Error('the header of an object does not fit');
	await writeFully(file, Buffer.concat([text, Buffer.alloc(HEADER_BYTES - text.byteLength, ' ')]), 0);
	await file.sync();
	return header;
}

/** Reads the header; null when the file is no whole object (foreign, cut off, or overwritten). */
export async function readObjectHeader(file: FileHandle): Promise<ObjectHeader | null> {
	const buffer = Buffer.alloc(HEADER_BYTES);
	const { bytesRead } = await file.read(buffer, 0, HEADER_BYTES, 0);
	if (bytesRead < HEADER_BYTES) return null;
	const header = parseHeader(buffer.toString('utf8').trimEnd());
	if (header === null) return null;
	const { size } = await file.stat();
	return size === HEADER_BYTES + header.size ? header : null;
}

function parseHeader(text: string): ObjectHeader | null {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) return null;
		throw error;
	}
	return isHeader(value) ? value : null;
}

function isHeader(value: unknown): value is ObjectHeader {
	if (typeof value !== 'object' || value === null) return false;
	const header = value as Record<string, unknown>;
	return (
		header.format === 'chuan.object/1' &&
		typeof header.key === 'string' &&
		typeof header.size === 'number' &&
		typeof header.sha256 === 'string' &&
		typeof header.contentType === 'string'
	);
}

/** A single write may be a partial one; this one is not. */
export async function writeFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
	let done = 0;
	while (done < bytes.byteLength) {
		const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, position + done);
		done += bytesWritten;
	}
}

const READ_BYTES = 256 * 1024;

/** Reads `length` bytes from `position` on, in chunks; throws `DamagedObject` when the file ends before. */
export async function* readSpan(
	file: FileHandle,
	position: number,
	length: number
): AsyncGenerator<Uint8Array> {
	let done = 0;
	while (done < length) {
		const chunk = Buffer.allocUnsafe(Math.min(READ_BYTES, length - done));
		const { bytesRead } = await file.read(chunk, 0, chunk.byteLength, position + done);
		if (bytesRead === 0) throw new DamagedObject('the file ends before its object does');
		done += bytesRead;
		yield chunk.subarray(0, bytesRead);
	}
}

/** Reads the whole object and, at its end, throws `DamagedObject` when the bytes are not those that were put. */
export async function* readVerified(file: FileHandle, header: ObjectHeader): AsyncGenerator<Uint8Array> {
	const digest = createHash('sha256');
	for await (const chunk of readSpan(file, HEADER_BYTES, header.size)) {
		digest.update(chunk);
		yield chunk;
	}
	if (digest.digest('hex') !== header.sha256) throw new DamagedObject('the bytes do not match their digest');
}

/** The stored bytes are not those that were put: a failing disk, or a hand in the folder. */
export class DamagedObject extends Error {
	override readonly name = 'DamagedObject';
}

/** Makes a rename or removal inside a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
