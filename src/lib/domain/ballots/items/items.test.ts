import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesOfSeeded } from '../../../../../tests/support/bodies.ts';
import type { CastBallot } from '../ballot-kind.ts';
import type { Marks } from '../marked-form.ts';
import { ITEMS, itemsForm } from './items.ts';
import type { ItemMark } from './items.ts';

const RULES = rulesOfSeeded('definition_council');

function rule<Name extends keyof typeof RULES>(name: Name): NonNullable<(typeof RULES)[Name]> {
	const found = RULES[name];
	if (found === undefined) throw new Error(`no rule ${name}`);
	return found;
}

const FORM = itemsForm(rule('ballotItems').value, 'applied_research');
const KEYS = FORM.items.map(({ key }) => key);

function marks(notMet: readonly string[] = []): Marks<ItemMark> {
	return Object.fromEntries(KEYS.map((key) => [key, notMet.includes(key) ? 'not_met' : 'met']));
}

/** Ballots of yes, of no (one item not met), and invalid ones. */
function cast(yes: number, no: number, invalid = 0): CastBallot<Marks<ItemMark>>[] {
	return [
		...Array.from({ length: yes }, (_, at) => ({ ballotId: `y${at}`, ballot: marks() })),
		...Array.from({ length: no }, (_, at) => ({ ballotId: `n${at}`, ballot: marks(['use']) })),
		...Array.from({ length: invalid }, (_, at) => ({
			ballotId: `i${at}`,
			invalid: { ground: 'blank' as const, reason: 'Phiếu trắng' }
		}))
	];
}

function conclude(ballots: readonly CastBallot<Marks<ItemMark>>[], rules = RULES) {
	const count = { form: FORM, ballots, present: ballots.length, members: ballots.length, facts: null };
	const result = ITEMS.conclude(count, rules);
	if (!result.ok) throw new Error(result.refusal.code);
	return result.value;
}

function outcome(yes: number, no: number, invalid = 0): string {
	return conclude(cast(yes, no, invalid)).outcome;
}

describe('the form of items', () => {
	it('asks what is asked of the kind of task', () => {
		expect(KEYS).not.toContain('origin');
		const trial = itemsForm(rule('ballotItems').value, 'trial_production');
		expect(trial.items.map(({ key }) => key)).toEqual([
			'urgency',
			'reach',
			'not_duplicate',
			'use',
			'origin',
			'wording'
		]);
	});

	it('names every problem of a ballot at once', () => {
		const content = {
			marks: { urgency: 'met', reach: 'maybe', not_duplicate: 'not_met', use: null, origin: 'met' },
			reasons: { not_duplicate: ' ' }
		};
		expect(ITEMS.check(FORM, content)).toEqual([
			{ code: 'ballot_place_unknown', field: 'origin' },
			{ code: 'ballot_mark_not_allowed', field: 'reach', params: { place: '2' } },
			{ code: 'ballot_reason_missing', field: 'not_duplicate', params: { place: '3' } },
			{ code: 'ballot_mark_missing', field: 'use', params: { place: '4' } },
			{ code: 'ballot_mark_missing', field: 'wording', params: { place: '5' } }
		]);
		expect(ITEMS.freeze(FORM, content)).toMatchObject({
			ok: false,
			refusal: { code: 'ballot_incomplete', causes: { length: 5 } }
		});
	});

	it('freezes a whole ballot, and knows a blank one', () => {
		const content = { marks: marks(['use']), reasons: { use: 'Chưa rõ nơi ứng dụng' } };
		expect(ITEMS.freeze(FORM, content)).toEqual({ ok: true, value: marks(['use']) });
		expect(ITEMS.isBlank({ marks: { use: null }, reasons: { use: ' ' } })).toBe(true);
		expect(ITEMS.isBlank({ marks: { use: 'met' }, reasons: {} })).toBe(false);
	});
});

describe('strictly more than 3/4 of the ballots', () => {
	it.each([
		[5, 2, 'not_recommended'],
		[6, 1, 'recommended'],
		[6, 2, 'not_recommended'],
		[7, 1, 'recommended'],
		[9, 3, 'not_recommended'],
		[10, 2, 'recommended'],
		[0, 7, 'not_recommended'],
		[1, 0, 'recommended']
	])('with %i yes and %i no: %s', (yes, no, expected) => {
		expect(outcome(yes, no)).toBe(expected);
	});

	it('shows both sides of 4·6 > 3·8, each item and each ballot', () => {
		const { steps } = conclude(cast(6, 2));
		expect(steps.map(({ kind }) => kind)).toEqual([
			'ballots',
			'items',
			'item_votes',
			'items_share',
			'conclusion'
		]);
		expect(steps[1]).toMatchObject({
			rows: [{ metBy: 8n }, { metBy: 8n }, { metBy: 8n }, { itemKey: 'use', metBy: 6n, notMetBy: 2n }, {}]
		});
		expect(steps[2]).toMatchObject({ yesCount: 6n });
		expect(steps[3]).toMatchObject({
			citation: 'TT 06/2023/TT-BKHCN, Điều 13',
			test: { count: 6n, base: 8n, left: 24n, right: 24n, met: false }
		});
		expect(steps[4]).toEqual({
			kind: 'conclusion',
			outcome: 'not_recommended',
			reasons: ['share_not_reached']
		});
	});

	it('shows invalid ballots and does not count them', () => {
		expect(outcome(6, 1, 1)).toBe('recommended');
		const { steps } = conclude(cast(6, 1, 1));
		expect(steps[0]).toMatchObject({
			cast: 8n,
			valid: 7n,
			invalid: [{ ballotId: 'i0', ground: 'blank', reason: 'Phiếu trắng' }]
		});
	});

	it('counts them against where the rule is about members present', () => {
		const itemsPass = { ...rule('itemsPass'), value: { ...rule('itemsPass').value, of: 'present' as const } };
		expect(conclude(cast(6, 1, 1), { ...RULES, itemsPass }).outcome).toBe('not_recommended');
		expect(conclude(cast(6, 1, 0), { ...RULES, itemsPass }).outcome).toBe('recommended');
	});

	it('takes exactly the share where the rule says at least', () => {
		const itemsPass = {
			...rule('itemsPass'),
			value: { ...rule('itemsPass').value, bound: 'at_least' as const }
		};
		expect(conclude(cast(6, 2), { ...RULES, itemsPass }).outcome).toBe('recommended');
		expect(conclude(cast(5, 2), { ...RULES, itemsPass }).outcome).toBe('not_recommended');
	});

	it.each([[0], [7]])('concludes nothing with no valid ballot and %i invalid ones', (invalid) => {
		const { outcome: nothing, steps } = conclude(cast(0, 0, invalid));
		expect(nothing).toBe('no_conclusion');
		expect(steps.at(-1)).toMatchObject({ reasons: ['no_valid_ballots'] });
	});

	it('refuses to conclude without its share', () => {
		const { itemsPass: _, ...rest } = RULES;
		const count = { form: FORM, ballots: cast(7, 0), present: 7, members: 7, facts: null };
		expect(ITEMS.conclude(count, rest)).toMatchObject({
			ok: false,
			refusal: { code: 'ballot_rule_missing', params: { name: 'itemsPass' } }
		});
	});

	it.each([
		['more ballots than members present', cast(2, 0), 1, 2, '2 ballots of 1 present'],
		['more present than members', cast(1, 0), 2, 1, '2 present of 1 members'],
		['a ballot twice', [...cast(1, 0), ...cast(1, 0)], 2, 2, 'the same ballot twice'],
		['a ballot over another form', [{ ballotId: 'x', ballot: {} }], 1, 1, 'ballot x has no mark at urgency']
	])('holds %s to be a bug', (_, ballots, there, members, message) => {
		const count = { form: FORM, ballots, present: there, members, facts: null };
		expect(() => ITEMS.conclude(count, RULES)).toThrow(message);
	});
});

describe('whatever the ballots', () => {
	const votes = fc
		.array(fc.subarray(KEYS), { maxLength: 11 })
		.map((all) => all.map((notMet, at) => ({ ballotId: String(at), ballot: marks(notMet) })));

	it('there is one conclusion, that of 4·yes > 3·n', () => {
		fc.assert(
			fc.property(votes, (ballots) => {
				const yes = ballots.filter(({ ballot }) =>
					Object.values(ballot).every((mark) => mark === 'met')
				).length;
				const expected =
					ballots.length === 0
						? 'no_conclusion'
						: 4 * yes > 3 * ballots.length
							? 'recommended'
							: 'not_recommended';
				const { outcome: found, steps } = conclude(ballots);
				expect(found).toBe(expected);
				expect(steps.filter(({ kind }) => kind === 'conclusion')).toEqual([steps.at(-1)]);
				expect(steps.at(-1)).toMatchObject({ outcome: found });
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

	it('one more yes never turns a recommendation away', () => {
		fc.assert(
			fc.property(votes, (ballots) => {
				const more = [...ballots, { ballotId: 'more', ballot: marks() }];
				if (conclude(ballots).outcome === 'recommended') expect(conclude(more).outcome).toBe('recommended');
			})
		);
	});

	it('one item more that is met never turns a recommendation away', () => {
		fc.assert(
			fc.property(votes, fc.nat(), fc.constantFrom(...KEYS), (ballots, at, key) => {
				const better = ballots.map((one, index) =>
					index === at % Math.max(ballots.length, 1)
						? { ...one, ballot: { ...one.ballot, [key]: 'met' as const } }
						: one
				);
				if (conclude(ballots).outcome === 'recommended') expect(conclude(better).outcome).toBe('recommended');
			})
		);
	});
});
