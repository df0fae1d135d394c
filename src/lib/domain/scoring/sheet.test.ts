import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRubric, markSlots, maximumTotal, tieBreakCriterion } from './scale.ts';
import type { Criterion, Rubric } from './scale.ts';
import {
	checkDraft,
	checkSheet,
	criterionPoints,
	EMPTY_SHEET,
	freezeSheet,
	sheetProgress,
	sheetTotal
} from './sheet.ts';

const label = { vi: 'Tiêu chí' };

function points(key: string, max: number, more: Partial<Criterion> = {}): Criterion {
	return { key, label, scale: { kind: 'points', max }, ...more };
}

function rating(key: string, ...coefficients: number[]): Criterion {
	const sub = coefficients.map((coefficient, index) => ({ key: `s${index}`, label, coefficient }));
	return { key, label, scale: { kind: 'rating', sub } };
}

/** The six criteria of an applied research task with their seventeen sub-criteria. */
const APPLIED: Rubric = {
	comments: 'on_zero',
	criteria: [
		rating('overview', 1, 1, 1),
		{ ...rating('content', 2, 2, 2), tieBreak: true },
		rating('products', 1, 1, 2),
		rating('use', 1, 1, 2),
		rating('feasibility', 2, 2),
		rating('capacity', 2, 1, 1)
	]
};
const MAP: Rubric = {
	criteria: [
		points('sector', 15),
		points('risk', 20),
		points('status', 15),
		points('objectives', 15),
		points('capacity', 15),
		points('effect', 15),
		points('spread', 5)
	]
};

function all(rubric: Rubric, mark: (max: number) => number): Record<string, number> {
	return Object.fromEntries(rubric.criteria.flatMap(markSlots).map((slot) => [slot.key, mark(slot.max)]));
}

describe('rubrics', () => {
	it.each([
		['points', MAP],
		['rating', APPLIED]
	])('a %s rubric adds up to 100', (_, rubric) => {
		expect(maximumTotal(rubric)).toBe(100);
		expect(checkRubric(rubric)).toEqual({ ok: true, value: rubric });
	});

	it('gives the maxima of TT 20/2023, Art. 12', () => {
		const highest = { marks: all(APPLIED, (max) => max), comments: {} };
		expect(APPLIED.criteria.map((criterion) => criterionPoints(criterion, highest))).toEqual([
			12, 24, 16, 16, 16, 16
		]);
	});

	it('finds the criterion that decides between equals', () => {
		expect(tieBreakCriterion(APPLIED)?.key).toBe('content');
		expect(tieBreakCriterion(MAP)).toBeUndefined();
	});

	it.each([
		['rubric_empty', []],
		['rubric_total_not_100', [points('a', 99)]],
		['rubric_key_repeated', [points('a', 50), points('a', 50)]],
		['rubric_key_malformed', [points('a.b', 100)]],
		['rubric_maximum_not_whole', [points('a', 99.5)]],
		['rubric_coefficient_not_whole', [rating('a', 0)]],
		['rubric_no_sub_criteria', [rating('a')]],
		['rubric_anchor_outside_scale', [points('a', 100, { anchors: { '101': label } })]],
		['rubric_tie_break_repeated', [points('a', 50, { tieBreak: true }), points('b', 50, { tieBreak: true })]]
	])('refuses %s', (code, criteria) => {
		const result = checkRubric({ criteria });
		expect(result).toMatchObject({ ok: false, refusal: { code: 'rubric_invalid' } });
		expect(result.ok ? [] : result.refusal.causes?.map((cause) => cause.code)).toContain(code);
	});
});

describe('sheets', () => {
	it('never read "not scored" as zero', () => {
		const { sector: _, ...rest } = all(MAP, (max) => max);
		const content = { marks: { ...rest, sector: null }, comments: {} };
		expect(sheetTotal(MAP, content)).toBeNull();
		expect(sheetTotal(MAP, EMPTY_SHEET)).toBeNull();
		expect(criterionPoints(points('sector', 15), content)).toBeNull();
		expect(sheetProgress(MAP, content)).toEqual({ marked: 6, of: 7 });
	});

	it('are complete with zeros, which are marks', () => {
		expect(sheetTotal(MAP, { marks: all(MAP, () => 0), comments: {} })).toBe(0);
	});

	it('freeze to points by criterion and a total', () => {
		const frozen = freezeSheet(APPLIED, { marks: all(APPLIED, () => 3), comments: {} });
		expect(frozen).toMatchObject({ ok: true, value: { total: 75, points: { content: 18, overview: 9 } } });
	});

	it('name every missing mark at once, in the order of the form', () => {
		const result = freezeSheet(MAP, { marks: { risk: 12 }, comments: {} });
		expect(result).toMatchObject({ ok: false, refusal: { code: 'sheet_incomplete' } });
		// Numbered as on the sheet: alike sentences would not tell the places apart.
		expect(checkSheet(APPLIED, EMPTY_SHEET)[0]).toMatchObject({
			code: 'mark_missing',
			params: { place: '1.1' }
		});
		expect(result.ok ? [] : result.refusal.causes?.map((cause) => cause.field)).toEqual([
			'sector',
			'status',
			'objectives',
			'capacity',
			'effect',
			'spread'
		]);
	});

	it.each([
		['mark_not_whole', { sector: 7.5 }],
		['mark_not_whole', { sector: Number.NaN }],
		['mark_out_of_range', { sector: 16 }],
		['mark_out_of_range', { sector: -1 }],
		['mark_unknown', { other: 1 }],
		['mark_unknown', { 'sector.s0': 1 }]
	])('refuse %s already as a draft: %j', (code, marks) => {
		expect(checkDraft(MAP, { marks, comments: {} })).toMatchObject([{ code }]);
	});

	it('refuse a comment on a criterion that is not there', () => {
		expect(checkDraft(MAP, { marks: {}, comments: { other: 'x' } })).toMatchObject([
			{ code: 'comment_unknown' }
		]);
	});

	it('want a reason for a zero where the rubric says so', () => {
		const marks = { ...all(APPLIED, () => 4), 'feasibility.s1': 0 };
		expect(checkSheet(APPLIED, { marks, comments: {} })).toEqual([
			{ code: 'comment_required', field: 'feasibility' }
		]);
		expect(checkSheet(APPLIED, { marks, comments: { feasibility: ' \n' } })).toHaveLength(1);
		expect(checkSheet(APPLIED, { marks, comments: { feasibility: 'Chưa có kế hoạch.' } })).toEqual([]);
		expect(checkSheet({ ...APPLIED, comments: 'optional' }, { marks, comments: {} })).toEqual([]);
		expect(checkSheet({ ...APPLIED, comments: 'always' }, { marks, comments: {} })).toHaveLength(6);
	});

	it('total what their criteria total, from 0 to 100', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 17, maxLength: 17 }), (ratings) => {
				const slots = APPLIED.criteria.flatMap(markSlots);
				expect(slots).toHaveLength(17);
				const marks = Object.fromEntries(slots.map((slot, index) => [slot.key, ratings[index] ?? 0]));
				const total = sheetTotal(APPLIED, { marks, comments: {} });
				const expected = slots.reduce(
					(sum, slot, index) => sum + (ratings[index] ?? 0) * slot.coefficient,
					0
				);
				expect(total).toBe(expected);
				expect(expected).toBeLessThanOrEqual(100);
			})
		);
	});
});
