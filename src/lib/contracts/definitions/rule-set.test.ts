import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { parseRuleSet } from './parse-definition.ts';
import { ruleInForce, rulesOfBody, rulesOn } from '#lib/domain/rules/rule-set.ts';
import type { RuleSet } from '#lib/domain/rules/rule-set.ts';

const citation = 'TT 20/2023/TT-BKHCN, Điều 11';

function date(text: string): CalendarDate {
	const parsed = parseCalendarDate(text);
	if (!parsed.ok) throw new Error(text);
	return parsed.value;
}

function json(parameters: Record<string, unknown>): unknown {
	return { key: 'tt_20_2023', title: { vi: 'Thông tư 20/2023/TT-BKHCN' }, parameters };
}

function parsed(parameters: Record<string, unknown>): RuleSet {
	const result = parseRuleSet(json(parameters));
	if (!result.ok) throw new Error(JSON.stringify(result.refusal));
	return result.value;
}

function problems(input: unknown): string[] {
	const result = parseRuleSet(input);
	return result.ok ? [] : (result.refusal.causes ?? []).map(({ code, field }) => `${code} ${field ?? ''}`);
}

function quorumOf(changed: Record<string, unknown>): Record<string, unknown> {
	const value = { share: { num: 2, den: 3 }, lead: 'chair', roles: [], ...changed };
	return { quorum: { value, citation } };
}

/** One of every parameter of the call: the rule set of task selection as a definition carries it. */
const EVERY: Record<string, unknown> = {
	publicationWindow: { value: { days: 30 }, citation: 'TT 20/2023, Điều 3.2' },
	councilSize: { value: { min: 7, max: 9 }, citation },
	composition: {
		value: [
			{ role: 'chair', exactly: 1 },
			{ role: 'reviewer', atLeast: 2, atMost: 3 }
		],
		citation
	},
	quorum: {
		value: {
			share: { num: 2, den: 3 },
			lead: 'chair_or_authorised_vice',
			roles: [{ role: 'reviewer', count: 2 }]
		},
		citation
	},
	secondCall: { value: { months: 6 }, citation },
	countingBoard: { value: 3, citation },
	recusalScope: { value: 'lot', citation, verify: true },
	threshold: { value: 70, citation },
	zeroRule: [
		{ value: { num: 1, den: 3 }, citation: 'TT 08/2017', to: '2023-11-27', verify: true },
		{ value: { num: 1, den: 4 }, citation, from: '2023-11-27' }
	],
	outlierRule: { value: { percent: 20 }, citation },
	bonus: { value: { num: 1, den: 10 }, citation },
	validBallotsShare: { value: { num: 2, den: 3 }, citation },
	tieBreaks: { value: ['lower_state_request', 'excellent_task_5_years', 'council_vote'], citation },
	maxRecommendedPerLot: { value: 1, citation },
	managementRule: {
		value: { rate: { num: 1, den: 20 }, basis: 'gross', roundingStep: '1000', cap: '300000000' },
		citation
	},
	khoanTest: {
		value: { share: { num: 3, den: 20 }, amount: '1000000000', countedSubKinds: ['purchase'] },
		citation
	},
	labour: {
		value: { strategy: 'coefficient_months', leaderRole: 'leader', exactlyOne: ['leader'] },
		citation
	},
	leaderNorm: { value: '24000000', citation },
	daysPerMonth: { value: 22, citation },
	roleCoefficients: { value: { leader: '1.0', secretary: '0.3' }, citation },
	ceilings: {
		value: { domesticExpertShare: { share: { num: 3, den: 10 } }, leader: { amount: '40000000' } },
		citation
	},
	rounding: { value: { lineStep: '1', decisionStep: '1000' }, citation },
	instalments: { value: { firstAtMost: { num: 1, den: 2 }, clearedAtLeast: { num: 1, den: 2 } }, citation },
	timeLimits: { value: { opening: { workingDays: 7 }, revision_after_council: { days: 20 } }, citation }
};

describe('reading a rule set', () => {
	it('reads every parameter, exactly', () => {
		const rules = parsed(EVERY).parameters;
		expect(Object.keys(rules)).toHaveLength(Object.keys(EVERY).length);
		expect(rules.quorum?.[0]?.value.share).toEqual({ num: 2n, den: 3n });
		expect(rules.managementRule?.[0]?.value).toMatchObject({ roundingStep: 1000n, cap: 300_000_000n });
		expect(rules.roleCoefficients?.[0]?.value.leader).toEqual({ unscaled: 10n, scale: 1 });
		expect(rules.timeLimits?.[0]?.value).toEqual({
			opening: { workingDays: 7 },
			revision_after_council: { days: 20 }
		});
	});

	it('names every place that is wrong at once', () => {
		expect(
			problems({
				...(json({
					threshold: { value: 70.5, citation },
					quorum: {
						value: { share: { num: 3, den: 2 }, lead: 'anybody', roles: [{ role: 'king', count: 1 }] },
						citation
					},
					outlierRule: { value: { percent: 20, passes: 2 }, citation },
					luck: { value: 1, citation }
				}) as object),
				extra: 1
			})
		).toEqual([
			'rule_key_unknown extra',
			'rule_value_malformed parameters.threshold[0].value',
			'rule_value_malformed parameters.quorum[0].value.share',
			'rule_value_malformed parameters.quorum[0].value.lead',
			'rule_value_malformed parameters.quorum[0].value.roles[0].role',
			'rule_key_unknown parameters.outlierRule[0].value.passes',
			'rule_unknown parameters.luck'
		]);
	});

	it.each([
		['no citation', { threshold: { value: 70 } }],
		['an empty citation', { threshold: { value: 70, citation: ' ' } }],
		['a day that is not in the calendar', { threshold: { value: 70, citation, from: '2026-02-31' } }],
		['money as a number', { leaderNorm: { value: 24_000_000, citation } }],
		['money above the limit', { leaderNorm: { value: '1000000000000000', citation } }],
		['a decimal with a comma', { roleCoefficients: { value: { leader: '0,8' }, citation } }],
		['a zero denominator', { zeroRule: { value: { num: 1, den: 0 }, citation } }],
		['a smallest above the largest', { councilSize: { value: { min: 9, max: 7 }, citation } }],
		[
			'exactly beside at least',
			{ composition: { value: [{ role: 'chair', exactly: 1, atLeast: 1 }], citation } }
		],
		['a role without a number', { composition: { value: [{ role: 'chair' }], citation } }],
		['a tie-break twice', { tieBreaks: { value: ['council_vote', 'council_vote'], citation } }],
		[
			'days and working days together',
			{ publicationWindow: { value: { days: 30, workingDays: 1 }, citation } }
		],
		['a rounding step of nothing', { rounding: { value: { lineStep: '0', decisionStep: '1' }, citation } }],
		['a ceiling of nothing', { ceilings: { value: { x: {} }, citation } }],
		['a quorum of a standing that there is not', quorumOf({ standings: [{ standing: 'friend', count: 1 }] })],
		['a lead that there is not', quorumOf({ lead: 'vice_chair' })],
		['a standing without a condition', { standings: { value: [{ standing: 'host' }], citation } }],
		[
			'more of a standing at least than at most',
			{ standings: { value: [{ standing: 'expert', atLeast: 3, atMost: 2 }], citation } }
		],
		['a parameter that is the name of a method', { toString: { value: 1, citation } }],
		['a period that is empty', { threshold: { value: 70, citation, from: '2024-01-01', to: '2024-01-01' } }],
		[
			'two values on one day',
			{
				threshold: [
					{ value: 70, citation },
					{ value: 65, citation, from: '2024-01-01' }
				]
			}
		]
	])('refuses %s', (_, parameters) => {
		expect(problems(json(parameters))).toHaveLength(1);
	});

	it.each([
		[null],
		['text'],
		[[]],
		[{}],
		[{ key: 'x', title: { vi: 'X' } }],
		[{ key: 'x', title: 'X', parameters: {} }]
	])('refuses %j', (input) => {
		expect(parseRuleSet(input)).toMatchObject({ ok: false, refusal: { code: 'rule_set_malformed' } });
	});
});

describe('a rule on a date', () => {
	const { parameters } = parsed(EVERY);

	it('changes on the day on which the old circular ends and the new one begins', () => {
		expect(ruleInForce(parameters.zeroRule, date('2023-11-26'))?.value).toEqual({ num: 1n, den: 3n });
		expect(ruleInForce(parameters.zeroRule, date('2023-11-27'))?.value).toEqual({ num: 1n, den: 4n });
	});

	it('is not there before it begins, after it ends, or when it is absent', () => {
		const rule = parsed({
			threshold: { value: 70, citation, from: '2023-11-27', to: '2026-01-01' }
		}).parameters;
		expect(ruleInForce(rule.threshold, date('2023-11-26'))).toBeUndefined();
		expect(ruleInForce(rule.threshold, date('2025-12-31'))?.value).toBe(70);
		expect(ruleInForce(rule.threshold, date('2026-01-01'))).toBeUndefined();
		expect(ruleInForce(rule.bonus, date('2025-01-01'))).toBeUndefined();
	});

	it('comes with all the others in force that day', () => {
		const rules = rulesOn(
			parsed({
				threshold: { value: 70, citation, from: '2023-11-27' },
				countingBoard: { value: 3, citation }
			}),
			date('2020-01-01')
		);
		expect(Object.keys(rules)).toEqual(['countingBoard']);
		expect(rulesOn(parsed(EVERY), date('2026-11-22')).threshold?.value).toBe(70);
	});
});

describe('the rules of other bodies', () => {
	const share = { share: { num: 3, den: 4 }, of: 'ballots', bound: 'more_than' };
	const items = { items: [{ key: 'use', label: { vi: 'Khả năng ứng dụng' } }], reasons: 'optional' };

	function withBodies(bodies: unknown): unknown {
		return { ...(json({ threshold: { value: 70, citation } }) as object), bodies };
	}

	it('are their own, dated as those of the call are, and none of the call', () => {
		const read = parseRuleSet(
			withBodies({
				definition_council: {
					councilSize: [
						{ value: { min: 7, max: 9 }, citation: 'TT 07/2014', to: '2023-07-10' },
						{ value: { min: 7, max: 11 }, citation: 'TT 06/2023', from: '2023-07-10' }
					],
					ballotItems: { value: items, citation },
					itemsPass: { value: share, citation }
				}
			})
		);
		if (!read.ok) throw new Error(JSON.stringify(read.refusal));
		const on = (day: string) => rulesOfBody(read.value, 'definition_council', date(day));
		expect(on('2023-07-09').councilSize?.value.max).toBe(9);
		expect(on('2023-07-10').councilSize?.value.max).toBe(11);
		expect(on('2026-11-29').itemsPass?.value.share).toEqual({ num: 3n, den: 4n });
		expect(on('2026-11-29').threshold).toBeUndefined();
		expect(rulesOfBody(read.value, 'selection_council', date('2026-11-29')).threshold?.value).toBe(70);
		expect(rulesOfBody(read.value, 'expert_group', date('2026-11-29'))).toEqual({});
	});

	it('are refused at every place that is wrong', () => {
		const levels = { quantitiesMet: { num: 5, den: 4 }, leastOfOrder: { num: 3, den: 4 }, reasons: 'never' };
		expect(
			problems(
				withBodies({
					definition_council: {
						itemsPass: { value: { ...share, of: 'votes', bound: 'about' }, citation },
						ballotItems: { value: { ...items, items: [...items.items, ...items.items] }, citation },
						motionPass: { value: share }
					},
					acceptance_council: {
						ballotLevel: { value: levels, citation },
						councilLevel: { value: { excellent: share, excellentWithFailed: -1, failed: share }, citation },
						lateAcceptance: { value: { months: 0 }, citation },
						threshold: { value: 70, citation }
					},
					jury: {},
					expert_group: []
				})
			)
		).toEqual([
			'rule_value_malformed bodies.definition_council.itemsPass[0].value.of',
			'rule_value_malformed bodies.definition_council.itemsPass[0].value.bound',
			'rule_value_malformed bodies.definition_council.ballotItems[0].value',
			'rule_value_malformed bodies.definition_council.motionPass[0].citation',
			'rule_value_malformed bodies.acceptance_council.ballotLevel[0].value.quantitiesMet',
			'rule_value_malformed bodies.acceptance_council.ballotLevel[0].value.reasons',
			'rule_value_malformed bodies.acceptance_council.councilLevel[0].value.excellentWithFailed',
			'rule_value_malformed bodies.acceptance_council.lateAcceptance[0].value.months',
			'rule_not_of_body bodies.acceptance_council.threshold',
			'rule_body_unknown bodies.jury',
			'rule_value_malformed bodies.expert_group'
		]);
	});

	it.each([[[]], ['definition_council'], [{ selection_council: {} }], [{ toString: {} }]])(
		'refuse %j',
		(bodies) => {
			expect(problems(withBodies(bodies))).toHaveLength(1);
		}
	);

	it('are not those of the call, which votes by points', () => {
		expect(problems(json({ itemsPass: { value: share, citation } }))).toEqual([
			'rule_not_of_body parameters.itemsPass'
		]);
		expect(problems(json({ lateAcceptance: { value: { months: 6 }, citation } }))).toEqual([
			'rule_not_of_body parameters.lateAcceptance'
		]);
	});
});
