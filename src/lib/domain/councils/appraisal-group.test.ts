import { describe, expect, it } from 'vitest';
import { present, rulesOfSeeded, seat } from '../../../../tests/support/bodies.ts';
import { compositionProblems } from './composition.ts';
import { assessQuorum } from './quorum.ts';

const RULES = rulesOfSeeded('appraisal_group');

/** Leader, deputy, the secretary of the plan and finance unit, an accountant, and Duy for the council. */
const FIVE = [
	seat('danh', 'chair'),
	seat('sau', 'vice_chair'),
	seat('thu', 'scientific_secretary'),
	seat('ke', 'member'),
	seat('duy', 'member', 'council_representative')
];

function missing(...absent: string[]) {
	return assessQuorum({
		members: FIVE,
		recusedIds: [],
		attendance: present(FIVE, absent),
		rules: RULES
	}).missing;
}

describe('an appraisal group', () => {
	it('has five members, one for the council', () => {
		expect(compositionProblems(FIVE, RULES)).toEqual([]);
		expect(compositionProblems(FIVE.slice(0, 4), RULES).map(({ code }) => code)).toEqual([
			'council_too_small',
			'council_standing_missing'
		]);
	});

	it('meets with exactly 4/5, the representative of the council among them', () => {
		expect(missing()).toEqual([]);
		expect(missing('ke')).toEqual([]);
		expect(missing('ke', 'thu')).toEqual([
			{ code: 'quorum_too_few', params: { present: '3', needed: '4', of: '5' } }
		]);
		expect(missing('duy')).toEqual([
			{
				code: 'quorum_standing_absent',
				params: { standing: 'council_representative', present: '0', needed: '1' }
			}
		]);
	});

	it('is led by the deputy when the leader is away, without a written authorisation', () => {
		const led = (...absent: string[]) =>
			assessQuorum({ members: FIVE, recusedIds: [], attendance: present(FIVE, absent), rules: RULES });
		expect(led()).toMatchObject({ met: true, leadId: 'danh' });
		expect(led('danh')).toMatchObject({ met: true, leadId: 'sau' });
		expect(led('danh', 'sau').missing.map(({ code }) => code)).toEqual([
			'quorum_too_few',
			'quorum_no_chair_or_vice'
		]);
	});
});

describe('an expert group', () => {
	it('has three members and works with all of them', () => {
		const rules = rulesOfSeeded('expert_group');
		const three = [seat('a', 'chair'), seat('b', 'member'), seat('c', 'member')];
		expect(compositionProblems(three, rules)).toEqual([]);
		const quorum = (absent: string[]) =>
			assessQuorum({ members: three, recusedIds: [], attendance: present(three, absent), rules });
		expect(quorum([]).met).toBe(true);
		expect(quorum(['c']).missing).toMatchObject([{ code: 'quorum_too_few' }]);
	});
});
