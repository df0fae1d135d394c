import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesOfSeeded } from '../../../../tests/support/bodies.ts';
import { decimal } from '#lib/domain/shared/decimal.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import { BALLOT_KINDS, ballotKind, readConclusion } from './ballot-kinds.ts';
import type { BallotKindKey, CastBallot } from './ballot-kind.ts';
import { levelsForm } from './levels/levels-form.ts';
import { recordSteps } from './step-record.ts';
import { MOTION_FORM } from './yes-no/yes-no.ts';

const made = levelsForm(
	[
		{
			key: 'trees',
			label: { vi: 'Cây giống' },
			measures: 'quantity',
			ordered: decimal(500n, 0),
			delivered: decimal(4105n, 1)
		},
		{ key: 'grade', label: { vi: 'Chất lượng' }, measures: 'quality' }
	],
	'optional'
);
if (!made.ok) throw new Error(made.refusal.code);
const LEVELS_FORM = made.value;
const ITEMS_FORM = { items: [{ key: 'urgency' }, { key: 'use' }], reasons: 'optional' as const };
const RUBRIC = {
	criteria: [{ key: 'all', label: { vi: 'Tất cả' }, scale: { kind: 'points' as const, max: 100 } }]
};
const LATE = { due: calendarDate('2026-01-01'), handedIn: calendarDate('2026-09-01') };
const VALID_SHARE = {
	validBallotsShare: { value: { num: 2n, den: 3n }, citation: 'TT 20/2023/TT-BKHCN, Điều 11' }
};

function cast<Ballot>(ballots: readonly (Ballot | null)[]): CastBallot<Ballot>[] {
	return ballots.map((ballot, at) => {
		const ballotId = String(at);
		return ballot === null ? { ballotId, invalid: { ground: 'blank', reason: '12' } } : { ballotId, ballot };
	});
}

/** Any ballots of any kind, concluded; some invalid. */
const concluded: Readonly<Record<BallotKindKey, fc.Arbitrary<ReturnType<typeof conclude>>>> = {
	scores: votes(fc.record({ all: fc.nat(100) })).map((all) =>
		conclude(
			ballotKind('scores').conclude(
				{ form: RUBRIC, ...counted(all), facts: { isProposer: true } },
				{
					...VALID_SHARE,
					threshold: { value: 70, citation: 'Điều 11' },
					outlierRule: { value: { percent: 20 }, citation: 'Điều 11' },
					zeroRule: { value: { num: 1n, den: 4n }, citation: 'Điều 11' },
					bonus: { value: { num: 1n, den: 10n }, citation: 'Điều 11' }
				}
			)
		)
	),
	items: votes(
		fc.record({
			urgency: fc.constantFrom('met' as const, 'not_met' as const),
			use: fc.constantFrom('met' as const, 'not_met' as const)
		})
	).map((all) =>
		conclude(
			ballotKind('items').conclude(
				{ form: ITEMS_FORM, ...counted(all), facts: null },
				{ ...rulesOfSeeded('definition_council'), ...VALID_SHARE }
			)
		)
	),
	levels: votes(fc.record({ trees: level(), grade: level(), report: level() })).map((all) =>
		conclude(
			ballotKind('levels').conclude(
				{ form: LEVELS_FORM, ...counted(all), facts: LATE },
				{ ...rulesOfSeeded('acceptance_council'), ...VALID_SHARE }
			)
		)
	),
	yes_no: votes(fc.record({ vote: fc.constantFrom('yes' as const, 'no' as const) })).map((all) =>
		conclude(
			ballotKind('yes_no').conclude(
				{ form: MOTION_FORM, ...counted(all), facts: null },
				{ ...rulesOfSeeded('definition_council'), ...VALID_SHARE }
			)
		)
	)
};

function level() {
	return fc.constantFrom('excellent' as const, 'passed' as const, 'failed' as const);
}

function votes<Ballot>(ballot: fc.Arbitrary<Ballot>): fc.Arbitrary<readonly (Ballot | null)[]> {
	return fc.array(fc.option(ballot, { freq: 6 }), { maxLength: 9 });
}

function counted<Ballot>(all: readonly (Ballot | null)[]) {
	return { ballots: cast(all), present: 9, members: 11 };
}

function conclude(result: ReturnType<ReturnType<typeof ballotKind<BallotKindKey>>['conclude']>) {
	if (!result.ok) throw new Error(result.refusal.code);
	return result.value;
}

describe.each(Object.keys(BALLOT_KINDS) as BallotKindKey[])('%s', (key) => {
	it('comes back from JSON exactly, whatever the ballots', () => {
		fc.assert(
			fc.property(concluded[key], (conclusion) => {
				const json: unknown = JSON.parse(JSON.stringify(recordSteps(conclusion.steps)));
				expect(readConclusion(key, json)).toEqual({ ok: true, value: conclusion });
			})
		);
	});

	it('is not read as another kind', () => {
		const [conclusion] = fc.sample(
			concluded[key].filter(({ outcome }) => outcome !== 'no_conclusion'),
			1
		);
		const json: unknown = JSON.parse(JSON.stringify(recordSteps(conclusion?.steps ?? [])));
		for (const other of (Object.keys(BALLOT_KINDS) as BallotKindKey[]).filter((one) => one !== key)) {
			expect(readConclusion(other, json)).toMatchObject({
				ok: false,
				refusal: { code: 'tally_record_unreadable', params: { at: '2' } }
			});
		}
	});

	it('has its own key, and rules that it needs apart from those that it may use', () => {
		const { needs, mayUse } = BALLOT_KINDS[key];
		expect(BALLOT_KINDS[key].key).toBe(key);
		expect(needs.filter((name) => mayUse.includes(name))).toEqual([]);
	});

	it('is not read without its first or its last step', () => {
		const [conclusion] = fc.sample(concluded[key], 1);
		const steps = recordSteps(conclusion?.steps ?? []);
		for (const part of [[], steps.slice(1), steps.slice(0, -1)])
			expect(readConclusion(key, part)).toMatchObject({ refusal: { code: 'tally_record_unreadable' } });
	});
});
