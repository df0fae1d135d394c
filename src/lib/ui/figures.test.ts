import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ballotPoints, levelsOf, ruleEnds } from './ballot-points.ts';
import { calendarRule } from './calendar-rule.ts';
import { afterKey, groupDigits, isGroupedByCommas, isWholeAmount, regroup } from './group-digits.ts';
import { tickStep } from './money-ticks.ts';
import { pagesToShow } from './pages-to-show.ts';
import { percentOf, widthsOf } from './scale-geometry.ts';

describe('an amount while it is typed', () => {
	it('is parted by commas only where all of it is', () => {
		for (const text of ['45,000', '1,234,567', '-45,000']) expect(isGroupedByCommas(text)).toBe(true);
		for (const text of ['45,00', '4,5', '1.234,000', '1234,000', ',000'])
			expect(isGroupedByCommas(text)).toBe(false);
	});

	it('is grouped in threes by dots, with a true minus', () => {
		expect(groupDigits('1234567')).toBe('1.234.567');
		expect(groupDigits('-66316000')).toBe('−66.316.000');
		expect(groupDigits('')).toBe('');
	});
	it('keeps the caret after the same digit', () => {
		expect(regroup('1234', 4)).toEqual({ text: '1.234', caret: 5 });
		expect(regroup('1.2934', 4)).toEqual({ text: '12.934', caret: 4 });
		expect(regroup('1,234,567', 9)).toEqual({ text: '1.234.567', caret: 9 });
	});
	it('leaves what is not an amount as it was typed', () => {
		for (const text of ['12abc', '1,5', '10^18', '1e9']) expect(regroup(text, 2)).toEqual({ text, caret: 2 });
	});
	it('tells a whole amount from what only looks like one', () => {
		for (const text of ['1234567', '1.234.567', ' -1 234 ', '−12', '1,234,567'])
			expect(isWholeAmount(text)).toBe(true);
		for (const text of ['1.50', '1,5', '1,234', '12.34.567', '1.2345', '', '10^18'])
			expect(isWholeAmount(text)).toBe(false);
	});
	/** A box that is typed into key by key; `<` is the backspace. */
	function typed(keys: string): string {
		let box = { text: '', caret: 0 };
		for (const key of keys) {
			const before = box.text;
			const deleted = key === '<';
			const text = deleted
				? before.slice(0, Math.max(0, box.caret - 1)) + before.slice(box.caret)
				: before.slice(0, box.caret) + key + before.slice(box.caret);
			const caret = deleted ? Math.max(0, box.caret - 1) : box.caret + 1;
			box = afterKey({ before, text, caret, inserted: deleted ? null : key });
		}
		return box.text;
	}
	it.each([
		['12500000', '12.500.000'],
		['12.500.000', '12.500.000'],
		['12.5', '12.5'],
		['1.5', '1.5'],
		['12.50', '12.50'],
		['12.500', '12.500'],
		['12.5<<', '12'],
		['12.5<<345', '12.345'],
		['1234<', '123'],
		['12345<', '1.234'],
		['1,234 tỷ', '1,234 tỷ'],
		['12,5 triệu', '12,5 triệu'],
		['1234 nghìn', '1.234 nghìn']
	])('typed as %s it reads %s', (keys, text) => {
		expect(typed(keys)).toBe(text);
	});
	it('never loses a dot that was typed where no three digits follow', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^\d{1,4}\.\d{1,2}$/), (keys) => {
				expect(typed(keys)).toMatch(/\.\d{1,2}$/);
			})
		);
	});
	it('never changes a digit, nor how many stand before the caret', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^-?[0-9.]{0,20}$/), fc.nat(21), (text, at) => {
				const caret = Math.min(at, text.length);
				const next = regroup(text, caret);
				const digits = (value: string) => value.replace(/\D/g, '');
				expect(digits(next.text)).toBe(digits(text));
				expect(digits(next.text.slice(0, next.caret))).toBe(digits(text.slice(0, caret)));
				expect(regroup(next.text, next.caret)).toEqual(next);
			})
		);
	});
});

describe('a figure on a rule', () => {
	it('stands in percent, within the rule, money exactly', () => {
		expect(percentOf(7, 9)).toBe(77.78);
		expect(percentOf(3567580000n, 3600000000n)).toBe(99.09);
		expect(percentOf(999_999_999_999_999n, 1n)).toBe(100);
		expect(percentOf(5, 0)).toBe(0);
		expect(percentOf(-5, 10)).toBe(0);
	});
	it('cuts what would pass the end', () => {
		expect(widthsOf([60, 30, 30], 100)).toEqual([60, 30, 10]);
	});
	it('takes round amounts for ticks, at most sixty', () => {
		expect(tickStep(5_168_633_000n)).toEqual({ minor: 100_000_000n, major: 1_000_000_000n });
		expect(tickStep(620_000_000n).minor).toBe(100_000_000n);
	});
});

describe('ballots on a rule', () => {
	const ballots = [82, 78, 85, 80, 76, 52, 88].map((points) => ({ points, dropped: points === 52 }));
	it('widens by tens for a ballot outside, and only then', () => {
		expect(ruleEnds([52, 88], 40, 100)).toEqual({ from: 40, to: 100 });
		expect(ruleEnds([38], 40, 100)).toEqual({ from: 30, to: 100 });
	});
	it('stands each at its points and marks the dropped one', () => {
		const points = ballotPoints(ballots, { from: 40, to: 100 });
		expect(points.map((point) => point.points)).toEqual([52, 76, 78, 80, 82, 85, 88]);
		expect(points[0]).toMatchObject({ dropped: true, place: 20 });
		expect(points.slice(1).every((point) => !point.dropped)).toBe(true);
	});
	it('gathers equal ballots', () => {
		const points = ballotPoints([{ points: 70 }, { points: 70 }], { from: 40, to: 100 });
		expect(points).toHaveLength(1);
		expect(points[0]).toMatchObject({ count: 2, level: 2 });
	});
	it('puts no two near labels on one height, and none on a neighbour’s ballots', () => {
		const places = [57.1, 58.6, 60];
		const counts = [2, 1, 3];
		const levels = levelsOf(places, counts, 2.4);
		expect(levels).toEqual([2, 3, 4]);
	});
});

describe('calls on a calendar rule', () => {
	const windows = [
		{ opensAt: new Date('2026-11-05T17:00:00Z'), closesAt: new Date('2026-12-10T10:00:00Z') },
		{ opensAt: new Date('2026-11-15T17:00:00Z'), closesAt: new Date('2026-12-24T10:00:00Z') }
	];
	const rule = calendarRule(windows, new Date('2026-11-22T09:00:00Z'));
	it('begins on a 1st or a 16th in Vietnam and marks them', () => {
		expect(rule.marks[0]?.place).toBe(0);
		expect(new Date(rule.marks[0]?.at ?? 0).toISOString()).toBe('2026-10-31T17:00:00.000Z');
		expect(rule.marks).toHaveLength(4);
	});
	it('leaves room after the last deadline', () => {
		const ends = rule.bars.map((bar) => bar.left + bar.width);
		expect(Math.max(...ends)).toBeLessThan(88);
	});
	it('says how much of a window is gone', () => {
		expect(rule.bars[0]?.elapsed).toBeCloseTo(48.2, 0);
		expect(calendarRule(windows, new Date('2027-01-05T00:00:00Z')).bars[0]?.elapsed).toBe(100);
	});
	it('stands without any call', () => {
		expect(calendarRule([], new Date('2026-11-22T09:00:00Z')).bars).toEqual([]);
	});
});

describe('pages of a list', () => {
	it('shows the ends and the neighbours, and never a gap of one', () => {
		expect(pagesToShow(1, 1)).toEqual([1]);
		expect(pagesToShow(4, 10)).toEqual([1, 2, 3, 4, 5, 'gap', 10]);
		expect(pagesToShow(6, 12)).toEqual([1, 'gap', 5, 6, 7, 'gap', 12]);
	});
});
