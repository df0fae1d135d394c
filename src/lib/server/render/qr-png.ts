import { crc32, deflateSync } from 'node:zlib';
import { qrSquares } from './qr-squares.ts';

/** Pixels a square: sharp on paper. */
const SCALE = 8;
/** Squares that stay white around the code. */
const QUIET = 4;

/** A QR code as a PNG picture of grey bytes. */
export function qrPng(text: string): Buffer {
	const { size, runs } = qrSquares(text);
	const side = (size + 2 * QUIET) * SCALE;
	// Each row begins with the byte of its filter: none.
	const rows = Buffer.alloc((side + 1) * side, 255);
	for (let y = 0; y < side; y += 1) rows.writeUInt8(0, y * (side + 1));
	for (const [x, y, width] of runs) {
		for (let row = 0; row < SCALE; row += 1) {
			const from = ((y + QUIET) * SCALE + row) * (side + 1) + 1 + (x + QUIET) * SCALE;
			rows.fill(0, from, from + width * SCALE);
		}
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	header.writeUInt8(8, 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0))
	]);
}

function chunk(name: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const check = Buffer.alloc(4);
	check.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, check]);
}
