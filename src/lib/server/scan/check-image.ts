import { crc32 } from 'node:zlib';
import { loadImage } from '@napi-rs/canvas';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';

/** A side longer than this is no scan and no photograph, but a picture made to fill a memory. */
const MAX_SIDE = 30_000;
/** A decoded picture takes four bytes a pixel; the largest telephone makes 108 million in ordinary use. */
export const MAX_PIXELS = 110_000_000;

/** A whole picture of a sane size that can be decoded. Refuses `file_damaged`, `file_unpacks_too_large`. */
export async function checkImage(kind: 'jpeg' | 'png', bytes: Uint8Array): Promise<Result<void>> {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const size = kind === 'png' ? measurePng(file) : measureJpeg(file);
	if (size === null || size.width === 0 || size.height === 0) return refuse('file_damaged');
	const tooLarge = size.width > MAX_SIDE || size.height > MAX_SIDE || size.width * size.height > MAX_PIXELS;
	if (tooLarge) return refuse('file_unpacks_too_large');
	try {
		await loadImage(file);
		return ok(undefined);
	} catch (error) {
		// The decoder throws plain errors for a broken picture.
		if (!(error instanceof Error) || error instanceof TypeError) throw error;
		return refuse('file_damaged', { params: { reason: error.message } });
	}
}

interface Size {
	readonly width: number;
	readonly height: number;
}

/** Walks the chunks of a PNG from IHDR to IEND; null when one is missing, cut off or changed (PNG, 5.3). */
function measurePng(file: Buffer): Size | null {
	let at = 8;
	let size: Size | null = null;
	let drawn = false;
	while (at + 12 <= file.byteLength) {
		const length = file.readUInt32BE(at);
		const type = file.toString('latin1', at + 4, at + 8);
		if (at + 12 + length > file.byteLength) return null;
		if (crc32(file.subarray(at + 4, at + 8 + length)) !== file.readUInt32BE(at + 8 + length)) return null;
		if (type === 'IHDR' && length === 13)
			size = { width: file.readUInt32BE(at + 8), height: file.readUInt32BE(at + 12) };
		if (type === 'IDAT') drawn = true;
		if (type === 'IEND') return drawn ? size : null;
		at += 12 + length;
	}
	return null;
}

/** Markers that carry no length: TEM, RST0-7, SOI (ITU-T T.81, B.1.1.3). */
function standsAlone(marker: number): boolean {
	return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** A start of frame of any coding process; DHT, JPG and DAC lie in between and are none. */
function isFrame(marker: number): boolean {
	return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Walks the segments of a JPEG up to the first scan and asks for an end after it; null when it is not whole. */
function measureJpeg(file: Buffer): Size | null {
	let at = 2;
	let size: Size | null = null;
	while (at + 4 <= file.byteLength) {
		if (file[at] !== 0xff) return null;
		const marker = file[at + 1] ?? 0;
		if (marker === 0xff) at += 1;
		else if (standsAlone(marker)) at += 2;
		else {
			const length = file.readUInt16BE(at + 2);
			if (isFrame(marker) && at + 9 <= file.byteLength) {
				size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
			}
			at += 2 + length;
			// After the first scan header comes coded data; cameras may put more behind the end of the picture.
			if (marker === 0xda) return file.indexOf(Buffer.from([0xff, 0xd9]), at) >= 0 ? size : null;
		}
	}
	return null;
}
