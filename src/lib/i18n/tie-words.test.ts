import { describe, expect, it } from 'vitest';
import type { TieDecision } from '#lib/domain/scoring/ranking.ts';
import { tieSentence } from './tie-words.ts';

const nameOf = (id: string): string => `MAP-2026-${id}`;
const say = (decision: TieDecision, locale: 'vi' | 'en' = 'vi'): string =>
	tieSentence(decision, { nameOf, criterion: 'Rủi ro và tác động', locale }).replace(/\u00a0/g, ' ');
const between = { between: ['0013', '0015'], order: [['0015'], ['0013']] };
const figures = (...values: readonly (readonly [bigint, bigint])[]) =>
	values.map(([num, den], at) => ({ applicationId: at === 0 ? '0015' : '0013', value: { num, den } }));

describe('how equals were parted', () => {
	it('names the criterion and its sums', () => {
		const decision = {
			by: 'higher_flagged_criterion_mean',
			...between,
			figures: figures([99n, 7n], [98n, 7n])
		} as const;
		expect(say(decision)).toBe(
			'MAP-2026-0013, MAP-2026-0015 bằng điểm; điểm trung bình cao hơn ở tiêu chí “Rủi ro và tác động” xếp trước: MAP-2026-0015 > MAP-2026-0013 (99 > 98 điểm, tổng của 7 phiếu hợp lệ).'
		);
		expect(say(decision, 'en')).toContain('(99 > 98 points, the sum of 7 valid ballots).');
	});

	it('divides where the numbers of ballots differ', () => {
		const by = 'higher_flagged_criterion_mean';
		expect(say({ by, ...between, figures: figures([85n, 6n], [99n, 7n]) })).toContain(
			'(85 : 6 = 14,17 > 99 : 7 = 14,14).'
		);
	});

	it('gives amounts, and who has an excellent task', () => {
		expect(say({ by: 'lower_state_request', ...between, figures: figures([79n, 1n], [85n, 1n]) })).toContain(
			'MAP-2026-0015 > MAP-2026-0013 (79 đồng < 85 đồng).'
		);
		expect(say({ by: 'excellent_task_5_years', ...between, figures: figures([1n, 1n], [0n, 1n]) })).toContain(
			'MAP-2026-0015 > MAP-2026-0013 (có > không).'
		);
	});

	it('says no figure of a vote, nor of an order that was stored without figures', () => {
		expect(say({ by: 'council_vote', ...between })).toBe(
			'MAP-2026-0013, MAP-2026-0015 bằng điểm; hội đồng biểu quyết: MAP-2026-0015 > MAP-2026-0013.'
		);
		expect(say({ by: 'lower_state_request', ...between })).toContain('MAP-2026-0015 > MAP-2026-0013.');
	});
});
