import { describe, expect, it } from 'vitest';
import { rulesOfSeeded } from '../../../../tests/support/bodies.ts';
import { BODY_KIND_KEYS } from './body-kind-key.ts';
import { BODY_KINDS, bodyRuleProblems, rulesOfKind } from './body-kinds.ts';
import { checkJointConclusion } from './joint-conclusion.ts';

describe('kinds of bodies', () => {
	it.each(BODY_KIND_KEYS)('%s has its key, and reads every rule that it needs once', (key) => {
		expect(BODY_KINDS[key].key).toBe(key);
		const read = rulesOfKind(key);
		expect(BODY_KINDS[key].needs.filter((name) => !read.includes(name))).toEqual([]);
		expect(new Set(read).size).toBe(read.length);
	});

	it.each(BODY_KIND_KEYS)(
		'%s has somebody who counts where it votes, and nobody where it does not',
		(key) => {
			const { ballots, counts } = BODY_KINDS[key];
			expect(counts === 'nobody').toBe(ballots.length === 0);
		}
	);

	it.each(BODY_KIND_KEYS)('%s lacks nothing with the rules of its circular', (key) => {
		expect(bodyRuleProblems(key, rulesOfSeeded(key))).toEqual([]);
	});

	it('name every rule that is missing, those of their ballots as well', () => {
		const missing = (key: (typeof BODY_KIND_KEYS)[number]) =>
			bodyRuleProblems(key, {}).map(({ code, params }) => `${code} ${params?.['name']}`);
		expect(missing('definition_council')).toEqual([
			'body_rule_missing councilSize',
			'body_rule_missing composition',
			'body_rule_missing quorum',
			'body_rule_missing ballotItems',
			'body_rule_missing itemsPass',
			'body_rule_missing motionPass'
		]);
		expect(missing('acceptance_council')).toContain('body_rule_missing ballotLevel');
		expect(missing('selection_council')).toEqual([]);
	});
});

describe('the conclusion of a body that does not vote', () => {
	const present = ['danh', 'sau', 'duy'];

	it('is one text, with the dissent of members present', () => {
		const conclusion = {
			text: ' Thống nhất dự toán 825.895.000 đồng. ',
			dissents: [{ memberId: 'duy', words: 'Chi đi lại còn cao. ' }]
		};
		expect(checkJointConclusion('appraisal_group', conclusion, present)).toEqual({
			ok: true,
			value: {
				text: 'Thống nhất dự toán 825.895.000 đồng.',
				dissents: [{ memberId: 'duy', words: 'Chi đi lại còn cao.' }]
			}
		});
	});

	it('is refused with every problem at once', () => {
		const wrong = {
			text: ' ',
			dissents: [
				{ memberId: 'duy', words: 'Khác' },
				{ memberId: 'duy', words: ' ' },
				{ memberId: 'long', words: 'Vắng' }
			]
		};
		const result = checkJointConclusion('acceptance_council', wrong, present);
		expect(result).toMatchObject({ ok: false, refusal: { code: 'joint_conclusion_wrong' } });
		expect(result.ok ? [] : result.refusal.causes?.map(({ code }) => code)).toEqual([
			'body_votes',
			'joint_conclusion_missing',
			'dissent_twice',
			'dissent_without_words',
			'dissent_not_present'
		]);
	});
});
