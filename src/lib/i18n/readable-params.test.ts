import { describe, expect, it } from 'vitest';
import { readableParams } from './readable-params.ts';
import { sayRefusal } from './say-refusal.ts';

describe('parameters in a sentence', () => {
	it('part the đồng into thousands and leave every other word alone', () => {
		expect(readableParams({ short: '2316000', norm: 'workshop_chair', code: '2026', year: '2026' })).toEqual({
			short: '2.316.000',
			norm: 'workshop_chair',
			code: '2026',
			year: '2026'
		});
		expect(readableParams({ delta: '-45000000', limit: '15' })).toEqual({
			delta: '\u221245.000.000',
			limit: '15'
		});
	});

	it('reach the words of a refusal', () => {
		const params = { available: '574105000', amount: '576421000', short: '2316000' };
		expect(sayRefusal({ code: 'fund_insufficient', params })).toContain('thiếu 2.316.000 đồng');
	});
});
