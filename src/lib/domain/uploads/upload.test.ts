import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, mayAppend, mayHold, nextPart, PART_BYTES } from './upload.ts';
import type { ItemRules } from './upload.ts';

const MB = 1024 * 1024;
const rules: ItemRules = { key: 'request', accept: ['pdf'], maxBytes: 50 * MB, maxFiles: 1 };
const empty = { bytes: 0n, files: 0 };
const outcome = (result: ReturnType<typeof mayHold>) => (result.ok ? 'ok' : result.refusal);

describe('what a dossier takes', () => {
	it('takes a file up to the very limit, and says both sizes of a larger one', () => {
		expect(outcome(mayHold(50 * MB, rules, empty, 300 * MB))).toBe('ok');
		expect(outcome(mayHold(50 * MB + 1, rules, empty, 300 * MB))).toEqual({
			code: 'file_too_large',
			params: { size: '50,1', limit: '50' }
		});
	});
	it('takes nothing empty', () => {
		expect(outcome(mayHold(0, rules, empty, 300 * MB))).toMatchObject({ code: 'file_empty' });
	});
	it('takes as many files as the item says', () => {
		expect(outcome(mayHold(1, rules, { bytes: 1n, files: 1 }, 300 * MB))).toEqual({
			code: 'document_too_many',
			params: { limit: '1' }
		});
	});
	it('fills a dossier to the last byte and says what is left', () => {
		const held = { bytes: BigInt(290 * MB), files: 0 };
		expect(outcome(mayHold(10 * MB, rules, held, 300 * MB))).toBe('ok');
		expect(outcome(mayHold(10 * MB + 1, rules, held, 300 * MB))).toEqual({
			code: 'dossier_too_large',
			params: { limit: '300', left: '10' }
		});
		expect(outcome(mayHold(1, rules, { bytes: BigInt(301 * MB), files: 0 }, 300 * MB))).toMatchObject({
			params: { left: '0' }
		});
	});
});

describe('a chunk', () => {
	const upload = { received: 0, size: 20 * MB };
	it('of any size is taken in order', () => {
		expect(mayAppend(upload, 0, 1)).toEqual({ ok: true, value: true });
		expect(mayAppend({ received: 7, size: 20 * MB }, 7, CHUNK_BYTES)).toEqual({ ok: true, value: true });
		expect(mayAppend({ received: 16 * MB, size: 20 * MB }, 16 * MB, 4 * MB)).toEqual({
			ok: true,
			value: true
		});
	});
	it('that is before its time is refused, with the place to go on from', () => {
		expect(mayAppend({ received: 5, size: 20 * MB }, 8 * MB, CHUNK_BYTES)).toEqual({
			ok: false,
			refusal: { code: 'upload_offset_wrong', params: { offset: '5' } }
		});
	});
	it('beyond the end is refused', () => {
		expect(mayAppend({ received: 16 * MB, size: 20 * MB }, 16 * MB, 5 * MB)).toMatchObject({ ok: false });
	});
});

describe('the next part of the store', () => {
	it('waits until the bytes are enough', () => {
		expect(nextPart([], false)).toBe(0);
		expect(nextPart([PART_BYTES - 1], false)).toBe(0);
		expect(nextPart([PART_BYTES - 1, 1], false)).toBe(PART_BYTES);
	});
	it('ends with the piece that makes it enough, however many follow', () => {
		const pieces = [3 * MB, 3 * MB, 1 * MB, 9 * MB];
		for (const following of [2, 3, 4]) expect(nextPart(pieces.slice(0, following), false)).toBe(6 * MB);
	});
	it('is all that is left of a file that is whole', () => {
		expect(nextPart([1, 2, 3], true)).toBe(6);
		expect(nextPart([3 * MB, 3 * MB, 7], true)).toBe(6 * MB);
		expect(nextPart([], true)).toBe(0);
	});
});
