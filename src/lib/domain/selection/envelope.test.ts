import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSelection } from './check-selection.ts';
import type { Choice } from './check-selection.ts';
import { proposeSelection } from './envelope.ts';
import type { Candidate, EnvelopeProposal, SelectionOutcome } from './envelope.ts';

const MILLION = 1_000_000n;
const citation = 'TT 20/2023/TT-BKHCN, Điều 11';
const ONE_PER_LOT = { maxRecommendedPerLot: { value: 1, citation } };

function candidate(id: string, score: number, millions: number, more: Partial<Candidate> = {}): Candidate {
	return {
		applicationId: id,
		code: `MAP-2026-000${id}`,
		lotId: 'map',
		place: 1,
		recommendedInLot: true,
		failures: [],
		score: { num: BigInt(score) * 7n, den: 7n },
		requested: BigInt(millions) * MILLION,
		...more
	};
}

const below = { place: null, recommendedInLot: false, failures: ['below_threshold'] } as const;
const MAP = [
	candidate('4', 62, 200, below),
	candidate('7', 66, 160, below),
	candidate('8', 76, 90, { place: 4 }),
	candidate('3', 80, 150, { place: 3 }),
	candidate('5', 86, 220, { place: 2 }),
	candidate('1', 88, 180, { place: 1 })
];

function choose(
	proposal: EnvelopeProposal,
	changes: Record<string, [SelectionOutcome, string]> = {}
): Choice[] {
	return proposal.rows.map(({ applicationId, outcome }) => {
		const [changed, reason] = changes[applicationId] ?? [outcome, ''];
		return { applicationId, outcome: changed, reason };
	});
}

function causes(result: ReturnType<typeof checkSelection>): string[] {
	return result.ok ? [] : (result.refusal.causes ?? []).map((cause) => cause.code);
}

describe('the MAP round on 400 million', () => {
	const proposal = proposeSelection(MAP, 400n * MILLION);

	it('recommends 1 and 5, whose sum equals the envelope exactly', () => {
		expect(
			proposal.rows.map(({ applicationId, outcome, cumulative }) => [applicationId, outcome, cumulative])
		).toEqual([
			['1', 'recommended', 180n * MILLION],
			['5', 'recommended', 400n * MILLION],
			['3', 'reserve', 550n * MILLION],
			['8', 'reserve', 640n * MILLION],
			['7', 'not_recommended', null],
			['4', 'not_recommended', null]
		]);
		expect(proposal.rows[1]?.reason).toEqual({ code: 'fits', remaining: 0n });
		expect(proposal).toMatchObject({ used: 400n * MILLION, remaining: 0n });
	});

	it('says what the next one would need, and why the others are out', () => {
		expect(proposal.rows[2]?.reason).toEqual({ code: 'does_not_fit', short: 150n * MILLION });
		expect(proposal.rows[3]?.reason).toEqual({ code: 'after_the_end', remaining: 0n, alone: false });
		expect(proposal.rows[4]?.reason).toEqual({ code: 'not_qualified', failures: ['below_threshold'] });
	});

	it('takes the officer’s choice on 8 with a reason, and refuses it without', () => {
		const withReason = choose(proposal, {
			'8': ['not_recommended', 'Chuyển sang áp dụng bộ tiêu chí phòng thí nghiệm.']
		});
		const checked = checkSelection(proposal, withReason, {});
		expect(checked).toMatchObject({ ok: true, value: { used: 400n * MILLION, remaining: 0n } });
		expect(checked.ok ? checked.value.rows.map((row) => row.chosen) : []).toEqual([
			'recommended',
			'recommended',
			'reserve',
			'not_recommended',
			'not_recommended',
			'not_recommended'
		]);
		expect(causes(checkSelection(proposal, choose(proposal, { '8': ['not_recommended', ' '] }), {}))).toEqual(
			['selection_reason_missing']
		);
	});

	it('refuses more than the envelope, whatever the reason, and says how much', () => {
		const result = checkSelection(proposal, choose(proposal, { '3': ['recommended', 'Rất cần thiết.'] }), {});
		expect(result).toMatchObject({
			ok: false,
			refusal: { causes: [{ code: 'selection_over_envelope', params: { short: '150000000' } }] }
		});
	});

	it('one đồng less than the sum does not fit', () => {
		const tight = proposeSelection(MAP, 400n * MILLION - 1n);
		expect(tight.rows[1]).toMatchObject({ outcome: 'reserve', reason: { code: 'does_not_fit', short: 1n } });
	});
});

describe('limits that no reason lifts', () => {
	const proposal = proposeSelection(MAP, 900n * MILLION);

	it('never below the threshold, not even as a reserve', () => {
		for (const outcome of ['recommended', 'reserve'] as const) {
			expect(
				causes(checkSelection(proposal, choose(proposal, { '7': [outcome, 'Đề nghị xem xét.'] }), {}))
			).toEqual(['below_threshold_selected']);
		}
	});

	it('never one that failed the zero rule', () => {
		const failed = candidate('2', 83, 10, { place: null, recommendedInLot: false, failures: ['zero_rule'] });
		const other = proposeSelection([failed], 900n * MILLION);
		expect(causes(checkSelection(other, choose(other, { '2': ['recommended', 'x'] }), {}))).toEqual([
			'disqualified_selected'
		]);
	});

	it('one choice for each application and for no other', () => {
		const choices = choose(proposal);
		const [first, ...rest] = choices;
		if (first === undefined) throw new Error('no choice');
		expect(causes(checkSelection(proposal, rest, {}))).toEqual(['selection_choice_missing']);
		expect(causes(checkSelection(proposal, [first, ...choices], {}))).toEqual(['selection_choice_repeated']);
		const foreign: Choice = { applicationId: 'other', outcome: 'recommended', reason: '' };
		expect(causes(checkSelection(proposal, [...choices, foreign], {}))).toEqual(['selection_choice_unknown']);
	});
});

describe('lots', () => {
	const lots = [
		candidate('1', 89, 1200, { lotId: 'l3' }),
		candidate('2', 80, 700, { lotId: 'l3', place: 2, recommendedInLot: false }),
		candidate('3', 78, 800, { lotId: 'l4' })
	];

	it('recommend their first only', () => {
		const proposal = proposeSelection(lots, 3000n * MILLION);
		expect(proposal.rows.map((row) => [row.applicationId, row.outcome, row.reason.code])).toEqual([
			['1', 'recommended', 'fits'],
			['3', 'recommended', 'fits'],
			['2', 'not_recommended', 'another_recommended_in_lot']
		]);
	});

	it('never take the second of a lot, neither beside the first nor instead of it; as a reserve with a reason', () => {
		const proposal = proposeSelection(lots, 3000n * MILLION);
		const both = choose(proposal, { '2': ['recommended', 'Bổ sung.'] });
		expect(causes(checkSelection(proposal, both, ONE_PER_LOT))).toEqual([
			'not_recommended_by_council',
			'lot_over_recommended'
		]);
		const instead = choose(proposal, {
			'1': ['not_recommended', 'Đơn vị xin rút.'],
			'2': ['recommended', 'Thay đơn vị xin rút.']
		});
		expect(causes(checkSelection(proposal, instead, ONE_PER_LOT))).toEqual(['not_recommended_by_council']);
		const kept = choose(proposal, { '2': ['reserve', 'Dự phòng khi hủy kết quả.'] });
		expect(checkSelection(proposal, kept, ONE_PER_LOT).ok).toBe(true);
	});

	it('leave a choice among equals of several lots to the officer when not all fit', () => {
		const equals = [candidate('1', 80, 300, { lotId: 'a' }), candidate('2', 80, 200, { lotId: 'b' })];
		const tight = proposeSelection(equals, 400n * MILLION);
		expect(tight.rows.map((row) => [row.outcome, row.reason.code])).toEqual([
			['reserve', 'equals_need_choice'],
			['reserve', 'equals_need_choice']
		]);
		expect(proposeSelection(equals, 500n * MILLION).rows.every((row) => row.outcome === 'recommended')).toBe(
			true
		);
		const chosen = choose(tight, { '2': ['recommended', 'Cấp thiết hơn với địa phương.'] });
		expect(checkSelection(tight, chosen, ONE_PER_LOT).ok).toBe(true);
	});

	it('keep equals of one lot in the council’s order', () => {
		const equals = [candidate('1', 80, 300, { place: 2 }), candidate('2', 80, 300, { place: 1 })];
		expect(
			proposeSelection(equals, 400n * MILLION).rows.map((row) => [row.applicationId, row.outcome])
		).toEqual([
			['2', 'recommended'],
			['1', 'reserve']
		]);
	});

	it('never skip over one that does not fit, and say that a lower one would', () => {
		const proposal = proposeSelection(
			[candidate('1', 90, 500), candidate('2', 80, 100, { place: 2 })],
			400n * MILLION
		);
		expect(proposal.rows[1]?.reason).toEqual({
			code: 'after_the_end',
			remaining: 400n * MILLION,
			alone: true
		});
	});
});

describe('whatever the candidates', () => {
	it('what is proposed fits, follows the order of scores, and passes its own check', () => {
		const candidates = fc
			.array(
				fc.record({ score: fc.integer({ min: 70, max: 75 }), millions: fc.integer({ min: 0, max: 300 }) }),
				{
					maxLength: 10
				}
			)
			.map((rows) =>
				rows.map(({ score, millions }, index) =>
					candidate(String(index), score, millions, { lotId: `l${index % 3}`, place: index + 1 })
				)
			);
		fc.assert(
			fc.property(candidates, fc.integer({ min: 0, max: 900 }), (rows, envelope) => {
				const proposal = proposeSelection(rows, BigInt(envelope) * MILLION);
				expect(proposal.used).toBeLessThanOrEqual(proposal.envelope);
				const outcomes = proposal.rows.map((row) => row.outcome);
				expect(outcomes.lastIndexOf('recommended')).toBeLessThan(
					outcomes.includes('reserve') ? outcomes.indexOf('reserve') : outcomes.length
				);
				const checked = checkSelection(proposal, choose(proposal), {});
				expect(checked).toMatchObject({
					ok: true,
					value: { used: proposal.used, remaining: proposal.remaining }
				});
			})
		);
	});
});
