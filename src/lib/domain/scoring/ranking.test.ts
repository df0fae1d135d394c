import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFractions } from '#lib/domain/shared/fraction.ts';
import { checkTieVote, listQualified, rankLot, requireOrder } from './ranking.ts';
import type { Contender, RankingRules } from './ranking.ts';
import { leaveOneOut } from './robustness.ts';

const citation = 'TT 20/2023/TT-BKHCN, Điều 11';
const RULES: RankingRules = {
	tieBreaks: {
		value: ['lower_state_request', 'excellent_task_5_years', 'higher_flagged_criterion_mean', 'council_vote'],
		citation
	},
	maxRecommendedPerLot: { value: 1, citation }
};

function contender(id: string, score: number, more: Partial<Contender> = {}): Contender {
	return {
		applicationId: id,
		code: `TASK-2026-${id}`,
		qualified: true,
		failures: [],
		score: { num: BigInt(score), den: 1n },
		stateRequest: 100n,
		excellentTask: false,
		flaggedMean: { num: 10n, den: 1n },
		...more
	};
}

function order(ranking: ReturnType<typeof rankLot>): string[] {
	return ranking.ranked.map((row) => row.applicationId);
}

describe('ranking a lot', () => {
	it('orders by exact score and recommends the highest only', () => {
		const ranking = rankLot(
			[
				contender('a', 0, { score: { num: 489n, den: 6n } }),
				contender('b', 0, { score: { num: 8151n, den: 100n } }),
				contender('c', 80)
			],
			RULES
		);
		expect(order(ranking)).toEqual(['b', 'a', 'c']);
		expect(ranking.ranked.map((row) => row.recommended)).toEqual([true, false, false]);
		expect(ranking.decisions).toEqual([]);
		expect(requireOrder(ranking).ok).toBe(true);
	});

	it('gives the unqualified no place, whatever their score', () => {
		const failed = contender('b', 83, { qualified: false, failures: ['zero_rule'] });
		const ranking = rankLot([failed, contender('a', 75)], RULES);
		expect(order(ranking)).toEqual(['a']);
		expect(ranking.unranked).toMatchObject([{ applicationId: 'b', failures: ['zero_rule'] }]);
	});

	it('recommends nobody when nobody qualifies', () => {
		const ranking = rankLot([contender('a', 60, { qualified: false, failures: ['below_threshold'] })], RULES);
		expect(ranking.ranked).toEqual([]);
	});

	it('recommends all the qualified where the rule set has no limit', () => {
		const ranking = rankLot([contender('a', 80), contender('b', 75)], {});
		expect(ranking.ranked.every((row) => row.recommended)).toBe(true);
	});
});

describe('equals', () => {
	it.each([
		['lower_state_request', { stateRequest: 99n }],
		['excellent_task_5_years', { excellentTask: true }],
		['higher_flagged_criterion_mean', { flaggedMean: { num: 21n, den: 2n } }]
	] as const)('are parted by %s, and the decision is stated', (by, better) => {
		const ranking = rankLot([contender('a', 80), contender('b', 80, better)], RULES);
		expect(order(ranking)).toEqual(['b', 'a']);
		expect(ranking.decisions).toMatchObject([{ by, between: ['a', 'b'], order: [['b'], ['a']] }]);
	});

	it('see scores that differ only in how they are written as equal', () => {
		const half = contender('a', 0, { score: { num: 163n, den: 2n } });
		const sixths = contender('b', 0, { score: { num: 489n, den: 6n }, stateRequest: 99n });
		expect(order(rankLot([half, sixths], RULES))).toEqual(['b', 'a']);
	});

	it('are parted in the order of the rule set, rule after rule', () => {
		const ranking = rankLot(
			[
				contender('a', 80, { stateRequest: 90n }),
				contender('b', 80, { stateRequest: 90n, excellentTask: true }),
				contender('c', 80, { stateRequest: 80n })
			],
			RULES
		);
		expect(order(ranking)).toEqual(['c', 'b', 'a']);
		const of = (applicationId: string, num: bigint) => ({ applicationId, value: { num, den: 1n } });
		expect(ranking.decisions).toEqual([
			{
				by: 'lower_state_request',
				between: ['a', 'b', 'c'],
				order: [['c'], ['a', 'b']],
				figures: [of('c', 80n), of('a', 90n), of('b', 90n)]
			},
			{
				by: 'excellent_task_5_years',
				between: ['a', 'b'],
				order: [['b'], ['a']],
				figures: [of('b', 1n), of('a', 0n)]
			}
		]);
	});

	it('keep the sums of the criterion that parted them, not reduced', () => {
		const of = (num: bigint) => ({ flaggedMean: { num, den: 7n } });
		const ranking = rankLot([contender('a', 70, of(98n)), contender('b', 70, of(99n))], RULES);
		expect(ranking.decisions).toMatchObject([
			{
				by: 'higher_flagged_criterion_mean',
				figures: [
					{ applicationId: 'b', value: { num: 99n, den: 7n } },
					{ applicationId: 'a', value: { num: 98n, den: 7n } }
				]
			}
		]);
	});

	it('wait for a vote when nothing parts them: nobody of the tie is recommended, and closing is refused', () => {
		const ranking = rankLot([contender('a', 80), contender('b', 80), contender('c', 75)], RULES);
		expect(ranking.openTies).toEqual([['a', 'b']]);
		expect(
			ranking.ranked.map(({ place, recommended, awaitsVote }) => ({ place, recommended, awaitsVote }))
		).toEqual([
			{ place: 1, recommended: false, awaitsVote: true },
			{ place: 1, recommended: false, awaitsVote: true },
			{ place: 3, recommended: false, awaitsVote: false }
		]);
		expect(requireOrder(ranking)).toMatchObject({
			ok: false,
			refusal: { code: 'tie_needs_vote', params: { codes: 'TASK-2026-a, TASK-2026-b' } }
		});
	});

	it('are parted by the recorded vote, which is stated too', () => {
		const ranking = rankLot([contender('a', 80), contender('b', 80)], RULES, [{ order: ['b', 'a'] }]);
		expect(order(ranking)).toEqual(['b', 'a']);
		expect(ranking.ranked[0]?.recommended).toBe(true);
		expect(ranking.decisions.at(-1)).toMatchObject({ by: 'council_vote', order: [['b'], ['a']] });
	});

	it('ignore a vote that was held about other equals', () => {
		const three = [contender('a', 80), contender('b', 80), contender('c', 80)];
		expect(rankLot(three, RULES, [{ order: ['b', 'a'] }]).openTies).toEqual([['a', 'b', 'c']]);
	});

	it('ask for a vote where the rule set has no tie-breaks', () => {
		expect(rankLot([contender('a', 80, { stateRequest: 1n }), contender('b', 80)], {}).openTies).toHaveLength(
			1
		);
	});
});

describe('recording a vote', () => {
	const ranking = rankLot([contender('a', 80), contender('b', 80), contender('c', 75)], RULES);

	it('takes the whole open tie', () => {
		expect(checkTieVote(ranking, { order: ['b', 'a'] }).ok).toBe(true);
	});

	it.each([
		['vote_not_about_open_tie', ['c']],
		['vote_not_about_open_tie', []],
		['vote_incomplete', ['a']],
		['vote_incomplete', ['a', 'a']],
		['vote_incomplete', ['a', 'b', 'c']]
	])('refuses %s: %j', (code, votes) => {
		expect(checkTieVote(ranking, { order: votes })).toMatchObject({ ok: false, refusal: { code } });
	});
});

describe('whatever the contenders', () => {
	const contenders = fc
		.array(
			fc.record({
				score: fc.record({ num: fc.bigInt({ min: 700n, max: 705n }), den: fc.bigInt({ min: 9n, max: 10n }) }),
				stateRequest: fc.bigInt({ min: 1n, max: 2n }),
				excellentTask: fc.boolean(),
				qualified: fc.boolean()
			}),
			{ maxLength: 8 }
		)
		.map((rows) => rows.map((row, index) => contender(`c${index}`, 0, row)));

	it('the order is strict or a vote is asked for, and does not depend on the order of the input', () => {
		fc.assert(
			fc.property(
				contenders.chain((rows) =>
					fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))
				),
				([rows, shuffled]) => {
					const ranking = rankLot(rows, RULES);
					expect(rankLot(shuffled, RULES)).toEqual(ranking);
					const places = ranking.ranked.map((row) => row.place);
					const strict = new Set(places).size === places.length;
					expect(requireOrder(ranking).ok).toBe(strict);
					ranking.ranked.slice(1).forEach((row, index) => {
						const above = ranking.ranked[index];
						if (above !== undefined) {
							expect(compareFractions(above.score, row.score)).toBeGreaterThanOrEqual(0);
						}
					});
					expect(ranking.ranked.filter((row) => row.recommended).length).toBeLessThanOrEqual(1);
				}
			)
		);
	});
});

describe('leaving one member out', () => {
	it('names the member whose ballots turn the order', () => {
		const scores: Record<string, [number, number]> = { all: [80, 79], m1: [78, 79], m2: [81, 79] };
		const findings = leaveOneOut(['m1', 'm2'], (memberId) => {
			const [a, b] = scores[memberId ?? 'all'] ?? [0, 0];
			return rankLot([contender('a', a), contender('b', b)], RULES);
		});
		expect(findings).toEqual([{ memberId: 'm1', order: [['b'], ['a']], recommendationChanges: true }]);
	});
});

describe('those who qualified, without an order', () => {
	it('share a place where they are equal, wait for no vote and are recommended before nobody', () => {
		const failed = contender('d', 40, { qualified: false, failures: ['below_threshold'] });
		const listed = listQualified([
			contender('a', 60),
			contender('b', 75, { stateRequest: 1n }),
			contender('c', 75),
			failed
		]);
		expect(
			listed.ranked.map(({ applicationId, place, recommended, awaitsVote }) => [
				applicationId,
				place,
				recommended || awaitsVote
			])
		).toEqual([
			['b', 1, false],
			['c', 1, false],
			['a', 3, false]
		]);
		expect(listed.unranked.map(({ applicationId }) => applicationId)).toEqual(['d']);
		expect(listed.decisions).toEqual([]);
		expect(requireOrder(listed).ok).toBe(true);
	});
});
