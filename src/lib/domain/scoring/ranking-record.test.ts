import { describe, expect, it } from 'vitest';
import { calendarDate } from '../shared/period.ts';
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

	it('keeps the figures of a tie, and reads an order that was stored without them', () => {
		const ranking = rankLot([contender('a', 500n), { ...contender('b', 500n), stateRequest: 99n }], {
			tieBreaks: { value: ['lower_state_request'], citation: 'Điều 11', from: calendarDate('2023-01-01') }
		});
		expect(ranking.decisions[0]?.figures?.map(({ value }) => value.num)).toEqual([99n, 100n]);
		const stored: unknown = JSON.parse(JSON.stringify(recordRanking(ranking)));
		expect(readRanking(stored)).toEqual({ ok: true, value: ranking });
		const decisions = ranking.decisions.map(({ figures: _figures, ...decision }) => decision);
		expect(readRanking({ ...recordRanking(ranking), decisions })).toEqual({
			ok: true,
			value: { ...ranking, decisions }
		});
	});

	it.each([
		null,
		{
			ranked: [],
			unranked: [],
			decisions: [{ by: 'lower_state_request', between: [], order: [], figures: [{ value: 1 }] }],
			openTies: [],
			maxRecommended: null
		},
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
