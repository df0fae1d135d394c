import { describe, expect, it } from 'vitest';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { tally } from '#lib/domain/scoring/tally.ts';
import { SCORES } from './scores.ts';

const citation = 'TT 20/2023/TT-BKHCN, Điều 11';
const RULES = {
	threshold: { value: 70, citation },
	outlierRule: { value: { percent: 20 }, citation },
	zeroRule: { value: { num: 1n, den: 4n }, citation },
	bonus: { value: { num: 1n, den: 10n }, citation }
};
const RUBRIC: Rubric = {
	criteria: [
		{ key: 'content', label: { vi: 'Nội dung' }, scale: { kind: 'points', max: 60 } },
		{
			key: 'capacity',
			label: { vi: 'Năng lực' },
			scale: { kind: 'rating', sub: [{ key: 'people', label: { vi: 'Nhân lực' }, coefficient: 10 }] }
		}
	]
};

const sheet = (content: number, people: number) => ({
	marks: { content, 'capacity.people': people },
	comments: {}
});

describe('scores', () => {
	it('are the tally that stands, over points and ratings, with the ballots before and the conclusion after', () => {
		const ballots = [sheet(42, 4), sheet(38, 4), sheet(45, 4), sheet(52, 0)].map((content, at) => {
			const frozen = SCORES.freeze(RUBRIC, content);
			if (!frozen.ok) throw new Error(frozen.refusal.code);
			return { ballotId: String(at), ballot: frozen.value };
		});
		const invalid = { ballotId: '9', invalid: { ground: 'blank' as const, reason: 'Phiếu trắng' } };
		const count = {
			form: RUBRIC,
			ballots: [...ballots, invalid],
			present: 5,
			members: 7,
			facts: { isProposer: true }
		};
		const expected = tally(
			{
				criteria: ['content', 'capacity'],
				ballots: ballots.map(({ ballotId, ballot }) => ({ ballotId, points: ballot })),
				present: 5,
				members: 7,
				isProposer: true
			},
			RULES
		);
		if (!expected.ok) throw new Error(expected.refusal.code);
		const result = SCORES.conclude(count, RULES);
		expect(result).toMatchObject({ ok: true, value: { outcome: 'qualified' } });
		expect(result.ok && result.value.steps.slice(1, -1)).toEqual(expected.value.steps);
		expect(result.ok && result.value.steps[0]).toMatchObject({ valid: 4n, invalid: [{ ballotId: '9' }] });
	});

	it('do not qualify with every reason of the tally', () => {
		const ballots = [
			{ ballotId: '1', ballot: { content: 30, capacity: 0 } },
			{ ballotId: '2', ballot: { content: 30, capacity: 0 } }
		];
		const count = { form: RUBRIC, ballots, present: 2, members: 2, facts: { isProposer: false } };
		const result = SCORES.conclude(count, RULES);
		expect(result).toMatchObject({ ok: true, value: { outcome: 'not_qualified' } });
		expect(result.ok && result.value.steps.at(-1)).toMatchObject({
			reasons: ['below_threshold', 'zero_rule']
		});
	});

	it('conclude nothing without a valid ballot', () => {
		const count = { form: RUBRIC, ballots: [], present: 3, members: 7, facts: { isProposer: false } };
		expect(SCORES.conclude(count, RULES)).toMatchObject({ ok: true, value: { outcome: 'no_conclusion' } });
	});

	it('check a sheet as a session does, and know a blank one', () => {
		expect(SCORES.check(RUBRIC, { marks: { content: 61 }, comments: {} }).map(({ code }) => code)).toEqual([
			'mark_out_of_range',
			'mark_missing'
		]);
		expect(SCORES.freeze(RUBRIC, { marks: {}, comments: {} })).toMatchObject({
			refusal: { code: 'sheet_incomplete' }
		});
		expect(SCORES.isBlank({ marks: { content: null }, comments: { content: ' ' } })).toBe(true);
		expect(SCORES.isBlank({ marks: { content: 0 }, comments: {} })).toBe(false);
	});
});
