import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFractions, roundHalfUpFraction } from '#lib/domain/shared/fraction.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import { tally } from './tally.ts';
import type { Tally, TallyInput, TallyRules } from './tally.ts';
import type { Ballot, TallyStep } from './tally-steps.ts';

const citation = 'TT 20/2023/TT-BKHCN, Điều 11';
const TASK: TallyRules = {
	threshold: { value: 70, citation },
	outlierRule: { value: { percent: 20 }, citation },
	zeroRule: { value: { num: 1n, den: 4n }, citation },
	bonus: { value: { num: 1n, den: 10n }, citation },
	validBallotsShare: { value: { num: 2n, den: 3n }, citation }
};
const MAP: TallyRules = { threshold: { value: 70, citation } };

/** One criterion holds the whole total, so that a test can state totals only. */
function totals(...values: number[]): Ballot[] {
	return values.map((value, index) => ({ ballotId: `b${index}`, points: { all: value } }));
}

function run(ballots: readonly Ballot[], rules: TallyRules, more: Partial<TallyInput> = {}): Tally {
	const result = tally(
		{
			criteria: Object.keys(ballots[0]?.points ?? { all: 0 }),
			ballots,
			present: ballots.length,
			members: Math.max(ballots.length, more.present ?? 0),
			isProposer: false,
			...more
		},
		rules
	);
	if (!result.ok) throw new Error(result.refusal.code);
	return result.value;
}

function step<K extends TallyStep['kind']>(of: Tally, kind: K): Extract<TallyStep, { kind: K }> {
	const found = of.steps.find(
		(candidate): candidate is Extract<TallyStep, { kind: K }> => candidate.kind === kind
	);
	if (found === undefined) throw new Error(`no step ${kind}`);
	return found;
}

function shown(value: Fraction | null): string | null {
	if (value === null) return null;
	const { unscaled } = roundHalfUpFraction(value, 2);
	return `${unscaled / 100n},${String(unscaled % 100n).padStart(2, '0')}`;
}

describe('the worked example: GL-DL-03, applicant A', () => {
	const result = run(totals(82, 78, 85, 80, 76, 52, 88), TASK, { members: 9, isProposer: true });

	it('drops the 52 by 885 > 541 and keeps the 88 by 375', () => {
		expect(step(result, 'gathered')).toMatchObject({ count: 7n, sum: 541n });
		const outliers = step(result, 'outliers');
		expect(outliers.right).toBe(541n);
		expect(outliers.rows[5]).toMatchObject({ total: 52n, deviation: -177n, left: 885n, dropped: true });
		expect(outliers.rows[6]).toMatchObject({ total: 88n, deviation: 75n, left: 375n, dropped: false });
		expect(result.droppedBallotIds).toEqual(['b5']);
	});

	it('has 81,50 before and 89,65 after the bonus', () => {
		expect(result.mean).toEqual({ num: 489n, den: 6n });
		expect(shown(result.mean)).toBe('81,50');
		expect(step(result, 'threshold')).toMatchObject({ left: 489n, right: 420n, passed: true });
		expect(step(result, 'bonus')).toMatchObject({ applied: true });
		expect(shown(result.score)).toBe('89,65');
		expect(result).toMatchObject({ qualified: true, failures: [], warnings: [] });
	});

	it('cites the clause at every step that applies one', () => {
		const cited = result.steps.filter((candidate) => 'citation' in candidate);
		expect(cited.map((candidate) => candidate.kind)).toEqual(['outliers', 'threshold', 'zeros', 'bonus']);
		for (const candidate of cited) expect(candidate.citation).toBe(citation);
	});
});

describe('applicant B of GL-DL-03', () => {
	const values = [84, 86, 83, 80, 85, 79, 84];
	const ballots = values.map((value, index) => {
		const feasibility = index === 3 || index === 5 ? 0 : 16;
		return { ballotId: `b${index}`, points: { feasibility, rest: value - feasibility } };
	});

	it('fails by the zero rule, 4·2 > 7, although all ballots stay and the mean is 83,00', () => {
		const result = run(ballots, TASK, { members: 9 });
		expect(result.droppedBallotIds).toEqual([]);
		expect(step(result, 'mean')).toMatchObject({ sum: 581n, count: 7n });
		expect(shown(result.mean)).toBe('83,00');
		expect(step(result, 'zeros').right).toBe(7n);
		expect(step(result, 'zeros').rows[0]).toMatchObject({ zeros: 2n, left: 8n, failed: true });
		expect(result).toMatchObject({ qualified: false, failures: ['zero_rule'] });
	});

	it('passes with eight present, 4·2 > 8 being false', () => {
		const eight = [...ballots, { ballotId: 'b8', points: { feasibility: 16, rest: 66 } }];
		expect(run(eight, TASK)).toMatchObject({ qualified: true });
	});

	it('counts members present whose sheet was declared invalid', () => {
		expect(run(ballots, TASK, { present: 8, members: 9 })).toMatchObject({ qualified: true });
	});

	it('counts zeros on ballots that were dropped', () => {
		const dropped = ballots.map((ballot, index) =>
			index === 3 ? { ...ballot, points: { feasibility: 0, rest: 30 } } : ballot
		);
		const result = run(dropped, TASK, { members: 9 });
		expect(result.droppedBallotIds).toEqual(['b3']);
		expect(step(result, 'zeros').rows[0]).toMatchObject({ zeros: 2n, failed: true });
	});
});

describe('the eight MAP applications', () => {
	it.each([
		['1', [90, 88, 86, 91, 87, 85, 89], '88,00', true],
		['5', [84, 86, 88, 85, 87, 83, 89], '86,00', true],
		['3', [80, 78, 82, 79, 81, 77, 83], '80,00', true],
		['8', [76, 74, 78, 75, 77, 73, 79], '76,00', true],
		['7', [66, 64, 68, 65, 67, 63, 69], '66,00', false],
		['4', [62, 60, 64, 61, 63, 59, 65], '62,00', false]
	])('enterprise %s', (_, values, mean, qualified) => {
		const result = run(totals(...values), MAP, { isProposer: true });
		expect(shown(result.mean)).toBe(mean);
		expect(result.qualified).toBe(qualified);
		// Rules that the rule set does not have leave no step and change no score.
		expect(result.steps.map((candidate) => candidate.kind)).toEqual([
			'gathered',
			'mean',
			'threshold',
			'outcome'
		]);
		expect(result.score).toEqual(result.mean);
	});
});

describe('edges', () => {
	it('passes at exactly 70,00', () => {
		expect(run(totals(70, 70, 70, 70, 70, 70, 70), TASK)).toMatchObject({ qualified: true });
	});

	it('does not pass one point below it, and gives no bonus then', () => {
		const result = run(totals(70, 70, 70, 70, 70, 70, 69), TASK, { isProposer: true });
		expect(result).toMatchObject({ qualified: false, failures: ['below_threshold'] });
		expect(step(result, 'bonus')).toMatchObject({ applied: false, reason: 'below_threshold' });
		expect(result.score).toEqual(result.mean);
	});

	it('keeps a ballot that deviates by exactly 20 %', () => {
		// Mean 75 of four; 60 and 90 are 15 away, which is 20 % of 75 and not more.
		expect(run(totals(60, 90, 75, 75), TASK).droppedBallotIds).toEqual([]);
	});

	it('makes one pass only', () => {
		// Without the 0 the mean is 76,43 and the 55 would be more than 20 % from it; nobody asks again.
		const result = run(totals(0, 55, 80, 80, 80, 80, 80, 80), TASK);
		expect(result.droppedBallotIds).toEqual(['b0']);
	});

	it('fails when every ballot deviates, and says so', () => {
		const result = run(totals(10, 90), TASK);
		expect(result).toMatchObject({
			qualified: false,
			failures: ['no_valid_ballots'],
			mean: null,
			score: null
		});
	});

	it('warns when the ballots that stay are fewer than two thirds of the members, and decides nothing by it', () => {
		const result = run(totals(82, 78, 85, 80, 76, 20, 80), TASK, { members: 10 });
		expect(result.warnings).toMatchObject([{ code: 'few_valid_ballots', valid: 6n, members: 10n }]);
		expect(result.qualified).toBe(true);
	});

	it('refuses a tally without ballots', () => {
		const result = tally({ criteria: ['all'], ballots: [], present: 5, members: 7, isProposer: false }, TASK);
		expect(result).toMatchObject({ ok: false, refusal: { code: 'no_ballots' } });
	});

	it('throws on ballots that cannot be: more than present, foreign criteria, halves, the same twice', () => {
		expect(() => run(totals(70, 70), TASK, { present: 1, members: 7 })).toThrow(RangeError);
		expect(() => run(totals(70, 70), TASK, { criteria: ['other'] })).toThrow(RangeError);
		expect(() => run(totals(70, 70), TASK, { criteria: ['all', 'more'] })).toThrow(RangeError);
		expect(() => run(totals(70.5), TASK)).toThrow(RangeError);
		expect(() => run([...totals(70), ...totals(70)], TASK)).toThrow(RangeError);
	});
});

describe('whatever the ballots', () => {
	const ballots = fc
		.array(fc.record({ a: fc.integer({ min: 0, max: 60 }), b: fc.integer({ min: 0, max: 40 }) }), {
			minLength: 1,
			maxLength: 11
		})
		.map((rows) => rows.map((points, index) => ({ ballotId: `b${index}`, points })));

	it('their order does not matter', () => {
		fc.assert(
			fc.property(
				ballots.chain((rows) =>
					fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))
				),
				fc.boolean(),
				([rows, shuffled], isProposer) => {
					const one = run(rows, TASK, { isProposer });
					const other = run(shuffled, TASK, { isProposer });
					expect(other.score).toEqual(one.score);
					expect(other.failures).toEqual(one.failures);
					expect([...other.droppedBallotIds].sort()).toEqual([...one.droppedBallotIds].sort());
				}
			)
		);
	});

	it('the bonus never changes who qualifies, and never lowers a score', () => {
		fc.assert(
			fc.property(ballots, (rows) => {
				const without = run(rows, TASK, { isProposer: false });
				const withBonus = run(rows, TASK, { isProposer: true });
				expect(withBonus.failures).toEqual(without.failures);
				expect(withBonus.mean).toEqual(without.mean);
				if (withBonus.score !== null && without.score !== null) {
					expect(compareFractions(withBonus.score, without.score)).toBeGreaterThanOrEqual(0);
				}
			})
		);
	});

	it('drops exactly the ballots that a rational comparison would drop', () => {
		fc.assert(
			fc.property(ballots, fc.integer({ min: 1, max: 100 }), (rows, percent) => {
				const result = run(rows, { outlierRule: { value: { percent }, citation } });
				const all = rows.map(({ points }) => points.a + points.b);
				const sum = all.reduce((total, value) => total + value, 0);
				const expected = rows.filter((_, index) => {
					const deviation = Math.abs(all.length * (all[index] ?? 0) - sum);
					return 100 * deviation > percent * sum;
				});
				expect(result.droppedBallotIds).toEqual(expected.map((row) => row.ballotId));
			})
		);
	});
});
