import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesOfSeeded } from '../../../../../tests/support/bodies.ts';
import { decimal } from '#lib/domain/shared/decimal.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import type { CastBallot } from '../ballot-kind.ts';
import type { Marks } from '../marked-form.ts';
import { levelsForm } from './levels-form.ts';
import type { LevelsForm, ProductCriterion } from './levels-form.ts';
import { LEVELS } from './levels.ts';
import type { LevelsFacts } from './levels.ts';
import type { Level } from './levels-steps.ts';

const RULES = rulesOfSeeded('acceptance_council');
const IN_TIME: LevelsFacts = { due: calendarDate('2026-08-31'), handedIn: calendarDate('2026-08-20') };

function quantity(key: string, delivered: bigint, ordered = 100n): ProductCriterion {
	return {
		key,
		label: { vi: key },
		measures: 'quantity',
		ordered: decimal(ordered, 0),
		delivered: decimal(delivered, 0)
	};
}

const quality = (key: string): ProductCriterion => ({ key, label: { vi: key }, measures: 'quality' });

function form(...criteria: readonly ProductCriterion[]): LevelsForm {
	const made = levelsForm(criteria, 'on_fail');
	if (!made.ok) throw new Error(JSON.stringify(made.refusal));
	return made.value;
}

/** Four quantities, of which q4 fell short to 75 of 100, and two qualities. */
const FORM = form(
	quantity('q1', 100n),
	quantity('q2', 120n),
	quantity('q3', 74n),
	quantity('q4', 75n),
	quality('kind'),
	quality('grade')
);

function ballot(all: Level, changed: Readonly<Record<string, Level>> = {}): Marks<Level> {
	return { ...Object.fromEntries(FORM.items.map(({ key }) => [key, all])), ...changed };
}

function said(excellent: number, passed: number, failed: number, invalid = 0): CastBallot<Marks<Level>>[] {
	const of = (count: number, level: Level) =>
		Array.from({ length: count }, (_, at) => ({ ballotId: `${level}${at}`, ballot: ballot(level) }));
	return [
		...of(excellent, 'excellent'),
		...of(passed, 'passed'),
		...of(failed, 'failed'),
		...Array.from({ length: invalid }, (_, at) => ({
			ballotId: `invalid${at}`,
			invalid: { ground: 'not_per_form' as const, reason: 'Đánh dấu hai mức' }
		}))
	];
}

function conclude(
	ballots: readonly CastBallot<Marks<Level>>[],
	more: { present?: number; members?: number; facts?: LevelsFacts; rules?: typeof RULES } = {}
) {
	const { present = ballots.length, members = Math.max(9, present), facts = IN_TIME, rules = RULES } = more;
	const result = LEVELS.conclude({ form: FORM, ballots, present, members, facts }, rules);
	if (!result.ok) throw new Error(result.refusal.code);
	return result.value;
}

function row(marks: Marks<Level>) {
	const step = conclude([{ ballotId: '1', ballot: marks }]).steps.find(
		(candidate) => candidate.kind === 'ballot_levels'
	);
	const [only] = step?.rows ?? [];
	if (only === undefined) throw new Error('no row');
	return only;
}

describe('the level of one ballot', () => {
	it('is excellent when every criterion is, with a report that passes', () => {
		expect(row(ballot('excellent'))).toMatchObject({
			level: 'excellent',
			excellentCount: 6n,
			criteriaCount: 6n
		});
		expect(row(ballot('excellent', { report: 'passed' })).level).toBe('excellent');
		expect(row(ballot('excellent', { report: 'failed' })).level).toBe('failed');
		expect(row(ballot('excellent', { grade: 'passed' })).level).toBe('passed');
	});

	it('passes with exactly 3/4 of the quantities, where the fourth has exactly 3/4 of its order', () => {
		expect(row(ballot('passed', { q4: 'failed' }))).toMatchObject({
			level: 'passed',
			quantities: { count: 3n, base: 4n, left: 12n, right: 12n, met: true },
			orders: [{ criterionKey: 'q4', sides: { count: 75n, base: 100n, left: 300n, right: 300n, met: true } }]
		});
	});

	it('fails where the quantity that falls short has less than 3/4 of its order', () => {
		expect(row(ballot('passed', { q3: 'failed' }))).toMatchObject({
			level: 'failed',
			quantities: { met: true },
			orders: [{ criterionKey: 'q3', sides: { left: 296n, right: 300n, met: false } }]
		});
	});

	it('fails with fewer than 3/4 of the quantities, a failed quality, or a failed report', () => {
		expect(row(ballot('passed', { q2: 'failed', q4: 'failed' }))).toMatchObject({
			level: 'failed',
			quantities: { left: 8n, right: 12n, met: false }
		});
		expect(row(ballot('passed', { kind: 'failed' }))).toMatchObject({ level: 'failed', qualitiesMet: 1n });
		expect(row(ballot('passed', { report: 'failed' }))).toMatchObject({ level: 'failed', report: 'failed' });
	});

	it('compares amounts of different digits exactly', () => {
		const tonnes = form({
			key: 'seed',
			label: { vi: 'Giống (tấn)' },
			measures: 'quantity',
			ordered: decimal(4n, 0),
			delivered: decimal(2999n, 3)
		});
		const short = { ballotId: '1', ballot: { seed: 'failed', report: 'passed' } as const };
		// All of the quantities may fall short here, so that only the order decides.
		const ballotLevel = RULES.ballotLevel && {
			...RULES.ballotLevel,
			value: { ...RULES.ballotLevel.value, quantitiesMet: { num: 0n, den: 1n } }
		};
		const result = LEVELS.conclude(
			{ form: tonnes, ballots: [short], present: 1, members: 9, facts: IN_TIME },
			{ ...RULES, ...(ballotLevel === undefined ? {} : { ballotLevel }) }
		);
		expect(result).toMatchObject({
			ok: true,
			value: {
				outcome: 'failed',
				steps: [{}, { rows: [{ orders: [{ sides: { left: 11_996n, right: 12_000n } }] }] }, {}, {}, {}]
			}
		});
	});
});

describe('the level of the council', () => {
	it.each([
		[7, 2, 0, 'excellent'],
		[6, 3, 0, 'passed'],
		[6, 2, 0, 'excellent'],
		[8, 0, 1, 'passed'],
		[0, 6, 3, 'passed'],
		[0, 5, 4, 'failed'],
		[0, 4, 2, 'passed'],
		[0, 4, 3, 'failed'],
		[0, 0, 1, 'failed']
	])('of %i excellent, %i passed, %i failed: %s', (excellent, passed, failed, expected) => {
		expect(conclude(said(excellent, passed, failed)).outcome).toBe(expected);
	});

	it('shows 4·6 ≥ 3·8 and 3·0 > 8', () => {
		const { steps } = conclude(said(6, 2, 0));
		expect(steps.map(({ kind }) => kind)).toEqual([
			'ballots',
			'ballot_levels',
			'council_level',
			'lateness',
			'conclusion'
		]);
		expect(steps[2]).toMatchObject({
			citation: 'TT 11/2014/TT-BKHCN, Điều 13',
			excellent: { of: 'present', left: 24n, right: 24n, met: true },
			failedBallots: 0n,
			failedAllowed: 0n,
			failed: { left: 0n, right: 8n, met: false }
		});
	});

	it('counts members present whose ballot is invalid', () => {
		expect(conclude(said(6, 2, 0, 1)).outcome).toBe('passed');
		// 4 of the 9 ballots cast fail, 4 of 12 present do not: 3·4 > 12 is false.
		expect(conclude(said(0, 5, 4), { present: 12, members: 12 }).outcome).toBe('passed');
	});

	it('is none where all ballots are invalid or nobody is present', () => {
		expect(conclude(said(0, 0, 0, 9))).toMatchObject({ outcome: 'no_conclusion' });
		expect(conclude([])).toMatchObject({ outcome: 'no_conclusion' });
		expect(conclude([]).steps.at(-1)).toMatchObject({ reasons: ['no_valid_ballots'] });
	});

	it('refuses to conclude without its rules, all named', () => {
		const { ballotLevel: _, councilLevel: __, ...rest } = RULES;
		const count = { form: FORM, ballots: said(9, 0, 0), present: 9, members: 9, facts: IN_TIME };
		expect(LEVELS.conclude(count, rest)).toMatchObject({
			ok: false,
			refusal: {
				code: 'ballot_rule_missing',
				causes: [{ params: { name: 'ballotLevel' } }, { params: { name: 'councilLevel' } }]
			}
		});
	});
});

describe('a dossier that came too late', () => {
	const late = (handedIn: string): LevelsFacts => ({
		due: calendarDate('2026-08-31'),
		handedIn: calendarDate(handedIn)
	});

	it('fails by itself one day after six months, whatever the ballots', () => {
		expect(conclude(said(9, 0, 0), { facts: late('2027-02-28') }).outcome).toBe('excellent');
		const { outcome, steps } = conclude(said(9, 0, 0), { facts: late('2027-03-01') });
		expect(outcome).toBe('failed');
		expect(steps.find(({ kind }) => kind === 'lateness')).toMatchObject({
			months: 6n,
			lastDay: '2027-02-28',
			late: true
		});
		expect(steps.at(-1)).toMatchObject({ reasons: ['too_late'] });
		expect(conclude([], { facts: late('2027-03-01') }).outcome).toBe('failed');
	});

	it('is judged by its ballots where the rule set has no such rule', () => {
		const { lateAcceptance: _, ...rules } = RULES;
		const { outcome, steps } = conclude(said(9, 0, 0), { facts: late('2028-01-01'), rules });
		expect(outcome).toBe('excellent');
		expect(steps.some(({ kind }) => kind === 'lateness')).toBe(false);
	});
});

describe('the form of levels', () => {
	it('asks for each criterion and the report, and names every problem of a ballot', () => {
		expect(FORM.items.at(-1)).toEqual({ key: 'report' });
		const content = {
			marks: { ...ballot('passed', { q3: 'failed' }), q1: 'good', report: null },
			reasons: {}
		};
		expect(LEVELS.check(FORM, content).map(({ code, field }) => `${code} ${field}`)).toEqual([
			'ballot_mark_not_allowed q1',
			'ballot_reason_missing q3',
			'ballot_mark_missing report'
		]);
		const whole = { marks: ballot('passed'), reasons: {} };
		expect(LEVELS.freeze(FORM, whole)).toEqual({ ok: true, value: ballot('passed') });
	});

	it('is refused with every problem of its products', () => {
		expect(levelsForm([], 'optional')).toMatchObject({
			refusal: { code: 'levels_form_wrong', causes: [{ code: 'product_criteria_missing' }] }
		});
		const wrong = levelsForm(
			[quality('a'), quality('a'), quality('report'), quantity('b', -1n, 0n)],
			'optional'
		);
		expect(wrong.ok ? [] : wrong.refusal.causes?.map(({ code }) => code)).toEqual([
			'product_criterion_repeated',
			'product_criterion_reserved',
			'product_order_empty',
			'product_delivery_negative'
		]);
	});
});

describe('whatever the ballots', () => {
	const level = fc.constantFrom<Level>('excellent', 'passed', 'failed');
	const marks = fc
		.array(level, { minLength: FORM.items.length, maxLength: FORM.items.length })
		.map((levels): Marks<Level> =>
			Object.fromEntries(FORM.items.map(({ key }, at) => [key, levels[at] ?? 'failed']))
		);
	const votes = fc
		.array(
			fc.oneof(
				marks,
				level.map((all) => ballot(all))
			),
			{ maxLength: 9 }
		)
		.map((all) => all.map((one, at) => ({ ballotId: String(at), ballot: one })));
	const better: Readonly<Record<Level, Level>> = {
		failed: 'passed',
		passed: 'excellent',
		excellent: 'excellent'
	};
	const WORTH = { no_conclusion: 0, failed: 1, passed: 2, excellent: 3 };

	it('there is one conclusion, and the counts of the levels add up', () => {
		fc.assert(
			fc.property(votes, fc.nat(3), (ballots, silent) => {
				const { outcome, steps } = conclude(ballots, { present: ballots.length + silent, members: 12 });
				expect(outcome === 'no_conclusion').toBe(ballots.length === 0);
				expect(steps.filter(({ kind }) => kind === 'conclusion')).toEqual([steps.at(-1)]);
				const council = steps.find((step) => step.kind === 'council_level');
				const counted =
					council === undefined
						? 0n
						: council.excellentBallots + council.passedBallots + council.failedBallots;
				expect(counted).toBe(BigInt(ballots.length));
			})
		);
	});

	it('their order does not matter', () => {
		fc.assert(
			fc.property(votes, (ballots) => {
				expect(conclude(ballots.toReversed()).outcome).toBe(conclude(ballots).outcome);
			})
		);
	});

	it('a better mark never makes the conclusion worse', () => {
		fc.assert(
			fc.property(votes, fc.nat(8), fc.constantFrom(...FORM.items), (ballots, at, { key }) => {
				const improved = ballots.map((one, index) =>
					index === at
						? { ...one, ballot: { ...one.ballot, [key]: better[one.ballot[key] ?? 'failed'] } }
						: one
				);
				expect(WORTH[conclude(improved).outcome]).toBeGreaterThanOrEqual(WORTH[conclude(ballots).outcome]);
			})
		);
	});
});
