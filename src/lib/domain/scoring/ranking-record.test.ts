import { describe, expect, it } from 'vitest';
import { rankLot } from './ranking.ts';
import type { Contender } from './ranking.ts';
import { readRanking, recordRanking } from './ranking-record.ts';

const contender = (applicationId: string, num: bigint, qualified = true): Contender => ({
	applicationId,
	code: applicationId.toUpperCase(),
	qualified,
	failures: qualified ? [] : ['zero_rule'],
	score: { num, den: 7n },
	stateRequest: 100n,
	excellentTask: false,
	flaggedMean: null
});

describe('a stored ranking', () => {
	it('comes back as it was counted, through JSON', () => {
		const ranking = rankLot(
			[
				contender('a', 9_007_199_254_740_993n),
				contender('b', 500n),
				contender('c', 500n),
				contender('d', 1n, false)
			],
			{}
		);
		expect(ranking.openTies).toEqual([['b', 'c']]);
		expect(readRanking(JSON.parse(JSON.stringify(recordRanking(ranking))))).toEqual({
			ok: true,
			value: ranking
		});
	});

	it.each([
		null,
		[],
		{},
		{ ranked: [], unranked: [], decisions: [] },
		{
			ranked: [{ applicationId: 'a', score: 81.5 }],
			unranked: [],
			decisions: [],
			openTies: [],
			maxRecommended: null
		},
		{
			ranked: [{ applicationId: 'a', score: { num: '1.5', den: '2' } }],
			unranked: [],
			decisions: [],
			openTies: [],
			maxRecommended: 1
		}
	])('is nothing else: %j', (json) => {
		expect(readRanking(json)).toMatchObject({ ok: false, refusal: { code: 'ranking_record_unreadable' } });
	});
});
