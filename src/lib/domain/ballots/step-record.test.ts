import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tally } from '#lib/domain/scoring/tally.ts';
import { TALLY_READING } from '#lib/domain/scoring/tally-steps.ts';
import { readSteps, recordSteps } from './step-record.ts';

const citation = 'TT 20/2023/TT-BKHCN, Điều 11';
const rules = {
	threshold: { value: 70, citation },
	outlierRule: { value: { percent: 20 }, citation },
	zeroRule: { value: { num: 1n, den: 4n }, citation },
	bonus: { value: { num: 1n, den: 10n }, citation }
};

describe('a recorded tally', () => {
	it('comes back from JSON exactly, whatever the ballots and the rules', () => {
		const totals = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 9 });
		fc.assert(
			fc.property(totals, fc.boolean(), fc.subarray(Object.keys(rules)), (values, isProposer, names) => {
				const applied = Object.fromEntries(Object.entries(rules).filter(([name]) => names.includes(name)));
				const ballots = values.map((all, index) => ({ ballotId: `${index}`, points: { all } }));
				const count = values.length;
				const result = tally(
					{ criteria: ['all'], ballots, present: count, members: count, isProposer },
					applied
				);
				if (!result.ok) throw new Error(result.refusal.code);
				const json: unknown = JSON.parse(JSON.stringify(recordSteps(result.value.steps)));
				expect(readSteps(json, TALLY_READING)).toEqual({ ok: true, value: result.value.steps });
			})
		);
	});

	it.each([
		[null],
		[{}],
		[[null]],
		[['mean']],
		[[{ kind: 'other' }]],
		[[{ kind: 'toString' }]],
		[[{ kind: 'mean', sum: '1' }]],
		[[{ kind: 'mean', sum: '1.5', count: '1', mean: {}, byCriterion: [] }]],
		[[{ kind: 'mean', sum: 1, count: '1', mean: {}, byCriterion: [] }]]
	])('refuses %j', (json) => {
		expect(readSteps(json, TALLY_READING)).toMatchObject({
			ok: false,
			refusal: { code: 'tally_record_unreadable' }
		});
	});
});
