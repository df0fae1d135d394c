import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { councilKhoanShape, giveBackShape, saveAppraisalShape } from './budgets/save-appraisal.ts';
import { saveBudgetLinesShape } from './budgets/save-budget-lines.ts';
import { submitApplicationShape } from './applications/submit-application.ts';
import { newCallShape } from './calls/call-form.ts';
import { allocateFundShape } from './funds/fund.ts';
import { parseInput } from './parse-input.ts';
import { digitsIn, postedDong, postedNumber, postedVersion } from './posted-number.ts';
import { voteOrder, voteShape } from './scoring/sheet.ts';

/** What a form may carry that is no number, and that a coercion makes one of. */
const NO_NUMBERS: readonly unknown[] = [
	'',
	' ',
	'\u200b',
	[],
	['3'],
	true,
	false,
	null,
	undefined,
	{},
	'0x1',
	'1e2',
	'1,5',
	NaN
];

function problem(shape: z.ZodType, input: unknown): string {
	const read = parseInput(shape, input);
	return read.ok
		? 'read'
		: (read.refusal.causes ?? []).map(({ code, field }) => `${field}: ${code}`).join(', ');
}

const vote = { version: '3', for: '4', against: '2', note: '' };
const id = '00000000-0000-4000-8000-000000000001';

describe('a blank is no number', () => {
	it('in the vote of a council', () => {
		expect(parseInput(voteShape, vote)).toEqual({
			ok: true,
			value: { version: 3, for: 4, against: 2, note: '' }
		});
		for (const blank of NO_NUMBERS) {
			expect(problem(voteShape, { ...vote, for: blank })).toBe('for: vote_count_wrong');
			expect(problem(voteShape, { ...vote, against: blank })).toBe('against: vote_count_wrong');
			expect(problem(voteShape, { ...vote, version: blank })).toBe('version: stale_version');
		}
		expect(problem(voteShape, { ...vote, for: '-1' })).toBe('for: vote_count_wrong');
		expect(problem(voteShape, { ...vote, for: '100' })).toBe('for: vote_count_wrong');
	});
	it('in the order of a vote', () => {
		const other = id.replace(/1$/, '2');
		expect(voteOrder({ [`place.${id}`]: '2', [`place.${other}`]: '1' })).toEqual([other, id]);
		for (const wrong of ['', '0', '1,5', '2', '1e0']) {
			expect(voteOrder({ [`place.${id}`]: wrong, [`place.${other}`]: '2' })).toBeUndefined();
		}
	});
	it('in an allocation', () => {
		const given = { year: '2026', amount: '1,2 tỷ', key: id, note: '' };
		expect(parseInput(allocateFundShape, given)).toMatchObject({
			value: { year: 2026, amount: 1_200_000_000n }
		});
		for (const blank of NO_NUMBERS)
			expect(problem(allocateFundShape, { ...given, year: blank })).toBe('year: fund_year_invalid');
		expect(problem(allocateFundShape, { ...given, amount: '' })).toBe('amount: money_empty');
		expect(problem(allocateFundShape, { ...given, amount: '12.5' })).toBe('amount: money_decimal_point');
	});
	it('in the versions and places of the other forms', () => {
		const line = { key: id, position: '10', category: '3' };
		for (const blank of NO_NUMBERS) {
			expect(problem(submitApplicationShape, { version: blank, declarations: ['0'] })).toBe(
				'version: stale_version'
			);
			expect(problem(submitApplicationShape, { version: '1', declarations: [blank] })).toBe(
				'declarations.0: input_wrong_type'
			);
			expect(problem(saveBudgetLinesShape, { baseVersion: blank, lines: [] })).toBe(
				'baseVersion: stale_version'
			);
			expect(problem(councilKhoanShape, { version: blank, proposes: 'yes' })).toBe('version: stale_version');
			const lines = [{ ...line, category: blank }];
			expect(problem(saveBudgetLinesShape, { baseVersion: 1, lines })).toBe(
				'lines.0.category: input_wrong_type'
			);
			if (blank !== undefined)
				expect(problem(saveAppraisalShape, { version: '1', lines })).toBe(
					'lines.0.category: input_wrong_type'
				);
		}
	});
	it('in the envelope of a call it is nothing, and a wrong amount is refused', () => {
		const call = {
			programme: 'MAP',
			code: 'MAP-1',
			titleVi: 'Đợt',
			opensAt: '01/02/2027',
			opensTime: '08:00',
			closesAt: '01/03/2027',
			closesTime: '17:00'
		};
		expect(parseInput(newCallShape, { ...call, envelope: '' })).toMatchObject({
			value: { draft: { envelope: null } }
		});
		expect(parseInput(newCallShape, { ...call, envelope: '1,5 tỷ' })).toMatchObject({
			value: { draft: { envelope: 1_500_000_000n } }
		});
		expect(problem(newCallShape, { ...call, envelope: '12.5' })).toBe('envelope: money_decimal_point');
	});
});

describe('the words beside numbers', () => {
	it('are read at the same door: what cannot be seen is no reason', () => {
		expect(parseInput(giveBackShape, { note: '\u200b \u2060' })).toEqual({ ok: true, value: { note: '' } });
		expect(parseInput(giveBackShape, { note: ' Đơn giá\u202e sai\r\n' })).toEqual({
			ok: true,
			value: { note: 'Đơn giá sai' }
		});
		expect(problem(giveBackShape, { note: 'a'.repeat(2001) })).toBe('note: text_too_long');
	});
});

describe('a posted number', () => {
	it('says what is wrong where no word of the form does', () => {
		const shape = z.object({ n: postedNumber({ min: 1, max: 9 }) });
		expect(problem(shape, { n: '' })).toBe('n: decimal_empty');
		expect(problem(shape, { n: '1,5' })).toBe('n: number_not_whole');
		expect(problem(shape, { n: '10' })).toBe('n: number_too_large');
		expect(parseInput(shape, { n: ' ９\u200b ' })).toEqual({ ok: true, value: { n: 9 } });
		expect(problem(z.object({ n: postedDong }), { n: true })).toBe('n: input_wrong_type');
		expect(problem(z.object({ n: postedVersion }), { n: '1.5' })).toBe('n: stale_version');
	});
	it('in an address is bare digits within its limits, or none', () => {
		expect(digitsIn('7', { max: 9 })).toBe(7);
		for (const text of ['', ' 7', '10', '-1', '7.0', '٣', undefined])
			expect(digitsIn(text, { max: 9 })).toBeUndefined();
	});
});
