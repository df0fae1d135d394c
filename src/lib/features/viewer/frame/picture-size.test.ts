import { describe, expect, it } from 'vitest';
import { pictureSize } from './picture-size.ts';

function bytes(...values: number[]): ArrayBuffer {
	return new Uint8Array([...values, ...Array.from({ length: 24 }, () => 0)]).buffer;
}

describe('the size of a picture', () => {
	it('stands in the head of a PNG', () => {
		const png = bytes(
			0x89,
			0x50,
			0x4e,
			0x47,
			13,
			10,
			26,
			10,
			0,
			0,
			0,
			13,
			73,
			72,
			68,
			82,
			0,
			0,
			78,
			32,
			0,
			0,
			0,
			9
		);
		expect(pictureSize(png)).toEqual({ width: 20_000, height: 9 });
	});

	it('stands in the first frame of a JPEG, behind its tables and notes', () => {
		const jpeg = bytes(
			0xff,
			0xd8,
			0xff,
			0xe0,
			0,
			4,
			1,
			1,
			0xff,
			0xff,
			0xc4,
			0,
			3,
			9,
			0xff,
			0xc2,
			0,
			17,
			8,
			0,
			40,
			1,
			0
		);
		expect(pictureSize(jpeg)).toEqual({ width: 256, height: 40 });
	});

	it.each([
		['nothing', new ArrayBuffer(0)],
		['another kind', bytes(0x47, 0x49, 0x46)],
		['a JPEG without a frame', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 2)],
		['a JPEG that runs out', bytes(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff)]
	])('is unknown of %s', (_what, data) => {
		expect(pictureSize(data)).toBeUndefined();
	});
});
