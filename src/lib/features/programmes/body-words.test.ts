import { expect, it } from 'vitest';
import { parseRuleSet } from '#lib/contracts/definitions/parse-definition.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import { BODIES_JSON } from '../../../../tests/support/bodies.ts';
import { seeded } from '../../../../tests/support/definitions.ts';
import { bodyWords } from './body-words.ts';

const DAY = calendarDate('2026-12-01');

it('names every body of the rule set with its way of voting, composition and thresholds', () => {
	const task = seeded('task');
	const { ruleSet } = task;
	const read = parseRuleSet({ key: 'x', title: { vi: 'x' }, parameters: {}, bodies: BODIES_JSON });
	if (!read.ok) throw new Error(JSON.stringify(read.refusal));
	const bodies = bodyWords({ ...task, ruleSet: { ...ruleSet, bodies: read.value.bodies ?? {} } }, DAY, 'vi');
	expect(bodies.map(({ key }) => key)).toEqual([
		'definition_council',
		'screening_council',
		'selection_council',
		'appraisal_group',
		'acceptance_council',
		'expert_group'
	]);
	const names = (key: string) => bodies.find((body) => body.key === key)?.rules?.map(({ name }) => name);
	expect(names('definition_council')).toEqual(
		expect.arrayContaining(['councilSize', 'composition', 'quorum', 'itemsPass'])
	);
	expect(names('screening_council')).toContain('threshold');
	expect(names('acceptance_council')).toContain('councilLevel');
	expect(bodies.find(({ key }) => key === 'definition_council')?.ballots).toEqual([
		'Đạt / Không đạt từng nội dung',
		'biểu quyết'
	]);
	// The one that selects goes by the rules of the call, which stand above.
	expect(bodies.find(({ key }) => key === 'selection_council')?.rules).toBe(null);
	expect(bodies.find(({ key }) => key === 'appraisal_group')?.ballots).toEqual([]);
});

it('names the council that selects where there is one, and none where nobody sits', () => {
	expect(bodyWords(seeded('map'), DAY, 'vi').map(({ key }) => key)).toEqual(['selection_council']);
	expect(bodyWords(seeded('proposal'), DAY, 'vi')).toEqual([]);
});
