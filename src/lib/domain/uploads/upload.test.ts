import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, LEAST_CHUNK_BYTES, mayAppend, mayHold } from './upload.ts';
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
	it('is taken in order, whole, and the last one may be small', () => {
		expect(mayAppend(upload, 0, CHUNK_BYTES)).toEqual({
			ok: true,
			value: { received: CHUNK_BYTES, whole: false }
		});
		expect(mayAppend({ received: 16 * MB, size: 20 * MB }, 16 * MB, 4 * MB)).toEqual({
			ok: true,
			value: { received: 20 * MB, whole: true }
		});
	});
	it.each([
		['before its time', 8 * MB, CHUNK_BYTES, 'upload_offset_wrong'],
		['empty', 0, 0, 'upload_chunk_size'],
		['too small for a part', 0, LEAST_CHUNK_BYTES - 1, 'upload_chunk_size'],
		['larger than a part', 0, CHUNK_BYTES + 1, 'upload_chunk_size']
	])('that is %s is refused', (_, offset, length, code) => {
		const appended = mayAppend(upload, offset, length);
		expect(appended.ok ? 'ok' : appended.refusal.code).toBe(code);
	});
	it('beyond the end is refused', () => {
		expect(mayAppend({ received: 16 * MB, size: 20 * MB }, 16 * MB, 5 * MB)).toMatchObject({ ok: false });
	});
});
