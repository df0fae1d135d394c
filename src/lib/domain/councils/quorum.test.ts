import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { present } from '#lib/domain/shared/present.ts';
import { checkComposition } from './composition.ts';
import type { CouncilMember, CouncilRole } from './council-role.ts';
import { assessQuorum } from './quorum.ts';
import type { AttendanceEntry, QuorumInput } from './quorum.ts';

const citation = 'TT 20/2023/TT-BKHCN, Điều 8';
const RULES: QuorumInput['rules'] = {
	councilSize: { value: { min: 7, max: 9 }, citation },
	composition: {
		value: [
			{ role: 'chair', exactly: 1 },
			{ role: 'vice_chair', exactly: 1 },
			{ role: 'scientific_secretary', exactly: 1 },
			{ role: 'reviewer', exactly: 2 },
			{ role: 'administrative_secretary', atMost: 2 }
		],
		citation
	},
	quorum: {
		value: {
			share: { num: 2n, den: 3n },
			lead: 'chair_or_authorised_vice',
			roles: [
				{ role: 'reviewer', count: 2 },
				{ role: 'scientific_secretary', count: 1 }
			]
		},
		citation
	}
};

function member(memberId: string, role: CouncilRole): CouncilMember {
	return { memberId, personId: `person-${memberId}`, role };
}

const NINE = [
	member('khai', 'chair'),
	member('hanh', 'vice_chair'),
	member('duy', 'reviewer'),
	member('yblang', 'reviewer'),
	member('lan', 'scientific_secretary'),
	member('huong', 'member'),
	member('tuan', 'member'),
	member('ngoc', 'member'),
	member('long', 'member'),
	member('chi', 'administrative_secretary')
];

function attendance(absent: readonly string[], authorised: readonly string[] = []): AttendanceEntry[] {
	return NINE.map(({ memberId }) => ({
		memberId,
		present: !absent.includes(memberId),
		authorised: authorised.includes(memberId)
	}));
}

function assess(
	absent: readonly string[],
	more: { authorised?: string[]; recused?: string[]; members?: CouncilMember[] } = {}
) {
	return assessQuorum({
		members: more.members ?? NINE,
		recusedIds: more.recused ?? [],
		attendance: attendance(absent, more.authorised),
		rules: RULES
	});
}

describe('composition', () => {
	function problems(members: readonly CouncilMember[]): string[] {
		const result = checkComposition(members, RULES);
		return result.ok ? [] : (result.refusal.causes ?? []).map((cause) => cause.code);
	}

	it('takes the council of nine, its administrative secretary aside', () => {
		expect(problems(NINE)).toEqual([]);
	});

	it('names every problem at once', () => {
		expect(problems([member('a', 'chair'), member('b', 'chair'), member('c', 'reviewer')])).toEqual([
			'council_too_small',
			'council_role_too_many',
			'council_role_missing',
			'council_role_missing',
			'council_role_missing'
		]);
	});

	it('refuses a tenth member and the same person twice', () => {
		expect(problems([...NINE, member('x', 'member')])).toEqual(['council_too_large']);
		const twice = NINE.map((one) => (one.memberId === 'long' ? { ...one, personId: 'person-ngoc' } : one));
		expect(problems(twice)).toEqual(['council_person_twice']);
	});

	it('asks for nothing where the rule set has no such rule', () => {
		expect(checkComposition([member('a', 'chair')], {}).ok).toBe(true);
	});
});

describe('quorum', () => {
	it('is met with seven of nine, needing six', () => {
		expect(assess(['ngoc', 'long'])).toMatchObject({
			met: true,
			presentCount: 7,
			needed: 6,
			denominator: 9,
			leadId: 'khai',
			missing: []
		});
	});

	it('is met at exactly two thirds and not one below', () => {
		expect(assess(['ngoc', 'long', 'tuan']).met).toBe(true);
		expect(assess(['ngoc', 'long', 'tuan', 'huong'])).toMatchObject({
			met: false,
			missing: [{ code: 'quorum_too_few', params: { present: '5', needed: '6', of: '9' } }]
		});
	});

	it('is not met without a reviewer, however many are present', () => {
		expect(assess(['duy'])).toMatchObject({
			met: false,
			missing: [{ code: 'quorum_role_absent', params: { role: 'reviewer', present: '1', needed: '2' } }]
		});
	});

	it('is not met without the scientific secretary', () => {
		expect(assess(['lan']).missing).toMatchObject([{ params: { role: 'scientific_secretary' } }]);
	});

	it('needs the written authorisation when the vice-chair leads', () => {
		expect(assess(['khai']).missing).toEqual([{ code: 'quorum_no_lead' }]);
		expect(assess(['khai'], { authorised: ['hanh'] })).toMatchObject({ met: true, leadId: 'hanh' });
	});

	it('takes no authorisation in other hands, nor that of an absent vice-chair', () => {
		expect(assess(['khai'], { authorised: ['lan'] }).leadId).toBeNull();
		expect(assess(['khai', 'hanh'], { authorised: ['hanh'] }).leadId).toBeNull();
	});

	it('says everything that is missing at once', () => {
		expect(assess(NINE.map((one) => one.memberId)).missing.map((cause) => cause.code)).toEqual([
			'quorum_nobody_present',
			'quorum_too_few',
			'quorum_no_lead',
			'quorum_role_absent',
			'quorum_role_absent'
		]);
	});

	it('does not count the administrative secretary', () => {
		expect(assess(['ngoc', 'long', 'tuan', 'huong']).presentIds).not.toContain('chi');
	});

	it('can ask for the chair in person', () => {
		const quorum = RULES.quorum && {
			...RULES.quorum,
			value: { ...RULES.quorum.value, lead: 'chair' as const }
		};
		const result = assessQuorum({
			members: NINE,
			recusedIds: [],
			attendance: attendance(['khai'], ['hanh']),
			rules: { ...RULES, ...present({ quorum }) }
		});
		expect(result.missing).toEqual([{ code: 'quorum_chair_absent' }]);
	});

	it('asks only that somebody is there where the rule set has no quorum', () => {
		const alone = { members: NINE, recusedIds: [], rules: {} };
		expect(assessQuorum({ ...alone, attendance: [] }).missing).toEqual([{ code: 'quorum_nobody_present' }]);
		expect(assessQuorum({ ...alone, attendance: attendance([]) }).met).toBe(true);
	});
});

describe('recusal', () => {
	it('leaves the denominator, so that six of eight are needed', () => {
		expect(assess(['ngoc', 'long'], { recused: ['huong'] })).toMatchObject({
			met: true,
			presentCount: 6,
			needed: 6,
			denominator: 8
		});
	});

	it('does not count a recused member who sits in the room', () => {
		expect(assess(['ngoc', 'long', 'tuan'], { recused: ['huong'] })).toMatchObject({
			met: false,
			presentCount: 5
		});
	});

	it('of a reviewer asks for a replacement first', () => {
		const result = assess([], { recused: ['duy'] });
		expect(result.met).toBe(false);
		expect(result.missing[0]).toMatchObject({
			code: 'replacement_needed',
			causes: [{ code: 'council_role_missing', params: { role: 'reviewer' } }]
		});
	});

	it('that leaves fewer than the smallest council asks for a replacement too', () => {
		const seven = NINE.filter(({ memberId }) => memberId !== 'ngoc' && memberId !== 'long');
		expect(assess([], { members: seven, recused: ['huong'] }).missing).toMatchObject([
			{
				code: 'replacement_needed',
				causes: [{ code: 'council_too_small', params: { count: '6', min: '7' } }]
			}
		]);
	});
});

describe('whoever comes', () => {
	it('one more present never breaks a quorum that was met', () => {
		fc.assert(
			fc.property(fc.subarray(NINE.map((one) => one.memberId)), fc.nat(8), (absent, index) => {
				const before = assess(absent, { authorised: ['hanh'] });
				const returning = absent[index];
				const after = assess(
					absent.filter((id) => id !== returning),
					{ authorised: ['hanh'] }
				);
				if (before.met) expect(after.met).toBe(true);
				if (before.met) expect(3 * before.presentCount).toBeGreaterThanOrEqual(2 * before.denominator);
			})
		);
	});
});
