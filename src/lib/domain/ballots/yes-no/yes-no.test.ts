import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShareRule } from '#lib/domain/rules/ballot-rules.ts';
import type { CastBallot } from '../ballot-kind.ts';
import type { Marks } from '../marked-form.ts';
import { MOTION_FORM, YES_NO } from './yes-no.ts';
import type { Vote } from './yes-no.ts';

const citation = 'TT 06/2023/TT-BKHCN, Điều 13';
const STRICT: ShareRule = { share: { num: 3n, den: 4n }, of: 'ballots', bound: 'more_than' };

function cast(yes: number, no: number, invalid = 0): CastBallot<Marks<Vote>>[] {
	const of = (count: number, vote: Vote) =>
		Array.from({ length: count }, (_, at) => ({ ballotId: `${vote}${at}`, ballot: { vote } }));
	return [
		...of(yes, 'yes'),
		...of(no, 'no'),
		...Array.from({ length: invalid }, (_, at) => ({
			ballotId: `invalid${at}`,
			invalid: { ground: 'blank' as const, reason: 'Phiếu trắng' }
		}))
	];
}

interface Vector {
	readonly yes: number;
	readonly no: number;
	readonly invalid?: number;
	readonly present?: number;
	readonly members?: number;
}

function conclude(rule: ShareRule, { yes, no, invalid = 0, present, members }: Vector) {
	const ballots = cast(yes, no, invalid);
	const there = present ?? ballots.length;
	const result = YES_NO.conclude(
		{ form: MOTION_FORM, ballots, present: there, members: members ?? there, facts: null },
		{ motionPass: { value: rule, citation } }
	);
	if (!result.ok) throw new Error(result.refusal.code);
	return result.value;
}

describe('yes or no', () => {
	it.each<[ShareRule['of'], ShareRule['bound'], Vector, string]>([
		['ballots', 'more_than', { yes: 6, no: 2 }, 'not_carried'],
		['ballots', 'more_than', { yes: 7, no: 2 }, 'carried'],
		['ballots', 'at_least', { yes: 6, no: 2 }, 'carried'],
		['ballots', 'at_least', { yes: 5, no: 2 }, 'not_carried'],
		['ballots', 'at_least', { yes: 3, no: 1, invalid: 4 }, 'carried'],
		['present', 'at_least', { yes: 3, no: 0, invalid: 1 }, 'carried'],
		['present', 'at_least', { yes: 3, no: 0, invalid: 2 }, 'not_carried'],
		['present', 'more_than', { yes: 3, no: 0, invalid: 1 }, 'not_carried'],
		['members', 'at_least', { yes: 6, no: 0, members: 8 }, 'carried'],
		['members', 'at_least', { yes: 6, no: 0, members: 9 }, 'not_carried']
	])('of %s, %s 3/4, with %o: %s', (of, bound, vector, expected) => {
		expect(conclude({ ...STRICT, of, bound }, vector).outcome).toBe(expected);
	});

	it('shows both sides', () => {
		expect(conclude(STRICT, { yes: 6, no: 2 }).steps[1]).toEqual({
			kind: 'motion',
			citation,
			yesCount: 6n,
			noCount: 2n,
			test: { ...STRICT, count: 6n, base: 8n, left: 24n, right: 24n, met: false }
		});
	});

	it('carries nothing without a valid ballot, not even by 0 ≥ 0', () => {
		const lenient: ShareRule = { ...STRICT, bound: 'at_least' };
		expect(conclude(lenient, { yes: 0, no: 0 }).outcome).toBe('no_conclusion');
		expect(conclude(lenient, { yes: 0, no: 0, invalid: 7 }).outcome).toBe('no_conclusion');
	});

	it('refuses to conclude without its share', () => {
		const count = { form: MOTION_FORM, ballots: cast(7, 0), present: 7, members: 7, facts: null };
		expect(YES_NO.conclude(count, {})).toMatchObject({
			ok: false,
			refusal: { code: 'ballot_rule_missing', params: { name: 'motionPass' } }
		});
	});

	it('says beside the conclusion whether enough ballots are valid', () => {
		const result = YES_NO.conclude(
			{ form: MOTION_FORM, ballots: cast(5, 0, 2), present: 7, members: 9, facts: null },
			{
				motionPass: { value: STRICT, citation },
				validBallotsShare: { value: { num: 2n, den: 3n }, citation: 'TT 20/2023/TT-BKHCN, Điều 11' }
			}
		);
		expect(result).toMatchObject({
			ok: true,
			value: {
				outcome: 'carried',
				steps: [{}, { kind: 'valid_share', test: { left: 15n, right: 18n, met: false } }, {}, {}]
			}
		});
	});

	it('takes yes or no and nothing else', () => {
		const codes = (vote: string | null) =>
			YES_NO.check(MOTION_FORM, { marks: { vote }, reasons: {} }).map(({ code }) => code);
		expect(codes('yes')).toEqual([]);
		expect(codes(null)).toEqual(['ballot_mark_missing']);
		expect(codes('abstain')).toEqual(['ballot_mark_not_allowed']);
		expect(YES_NO.freeze(MOTION_FORM, { marks: { vote: 'no' }, reasons: {} })).toEqual({
			ok: true,
			value: { vote: 'no' }
		});
	});

	it('is never lost by one more yes, whatever the share, its base and its bound', () => {
		const rule = fc.record({
			share: fc.tuple(fc.bigInt(0n, 6n), fc.bigInt(1n, 6n)).map(([a, b]) => ({ num: a < b ? a : b, den: b })),
			of: fc.constantFrom<ShareRule['of']>('ballots', 'present', 'members'),
			bound: fc.constantFrom<ShareRule['bound']>('more_than', 'at_least')
		});
		fc.assert(
			fc.property(rule, fc.nat(6), fc.nat(6), (of, yes, no) => {
				const before = conclude(of, { yes, no, present: 13, members: 15 }).outcome;
				const after = conclude(of, { yes: yes + 1, no, present: 13, members: 15 }).outcome;
				if (before === 'carried') expect(after).toBe('carried');
				expect(after).not.toBe('no_conclusion');
			})
		);
	});
});
