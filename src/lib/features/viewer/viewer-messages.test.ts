import { describe, expect, it } from 'vitest';
import { placeIn, readFrameMessage } from './viewer-messages.ts';

const SIZE = 1000;
const place = { page: 3, zoom: 'width', rotation: 90 } as const;

describe('what a frame says', () => {
	it.each([
		{ kind: 'range', start: 0, end: 1000 },
		{ kind: 'part', name: 'wasm/jbig2.wasm' },
		{ kind: 'ready', pages: 2000 },
		{ kind: 'at', place, percent: 80 },
		{ kind: 'found', text: 'cân', count: 3, at: 1, searched: 12 },
		{ kind: 'failed', why: 'encrypted' },
		{ kind: 'key', key: 'Escape' }
	])('is heard: $kind', (message) => {
		expect(readFrameMessage(message, SIZE)).toEqual(message);
	});

	it.each([
		undefined,
		null,
		'range',
		{},
		{ kind: 'eval', code: '1' },
		{ kind: 'range', start: -1, end: 10 },
		{ kind: 'range', start: 0, end: 1001 },
		{ kind: 'range', start: 10, end: 10 },
		{ kind: 'range', start: 0.5, end: 10 },
		{ kind: 'range', start: '0', end: 10 },
		{ kind: 'part', name: 'x'.repeat(200) },
		{ kind: 'part', name: 7 },
		{ kind: 'ready', pages: 2001 },
		{ kind: 'ready', pages: 0 },
		{ kind: 'at', place: { ...place, page: 0 }, percent: 80 },
		{ kind: 'at', place: { ...place, zoom: 99 }, percent: 80 },
		{ kind: 'at', place: { ...place, zoom: Number.NaN }, percent: 80 },
		{ kind: 'at', place: { ...place, rotation: 45 }, percent: 80 },
		{ kind: 'at', place, percent: 0 },
		{ kind: 'found', text: 'x'.repeat(201), count: 1, at: 1, searched: 1 },
		{ kind: 'found', text: 'x', count: -1, at: 1, searched: 1 },
		{ kind: 'failed', why: '<b>' },
		{ kind: 'key', key: 'v' }
	])('is dropped where no frame of ours says it: %j', (message) => {
		expect(readFrameMessage(message, SIZE)).toBeUndefined();
	});

	it('carries nothing beside what is asked for', () => {
		expect(readFrameMessage({ kind: 'key', key: 'find', more: 1 }, SIZE)).toEqual({
			kind: 'key',
			key: 'find'
		});
		expect(placeIn({ ...place, more: 1 })).toEqual(place);
	});
});
