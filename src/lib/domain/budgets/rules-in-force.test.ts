import { describe, expect, it } from 'vitest';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { budgetRulesFrom } from './rules-in-force.ts';
import { TEMPLATE } from './tt-20-2023.fixture.ts';

const cited = <T>(value: T, citation = 'TT 03/2023/TT-BTC, Điều 4') => ({ value, citation });

const IN_FORCE: RulesInForce = {
	managementRule: cited({
		rate: { num: 1n, den: 20n },
		basis: 'gross',
		roundingStep: 1_000n,
		cap: 300_000_000n
	}),
	khoanTest: cited({
		share: { num: 15n, den: 100n },
		amount: 1_000_000_000n,
		countedSubKinds: ['purchase', 'no_such_kind']
	}),
	labour: cited({ strategy: 'coefficient_months', leaderRole: 'leader', exactlyOne: ['leader'] }),
	leaderNorm: cited(24_000_000n),
	daysPerMonth: cited(22),
	roleCoefficients: cited({ leader: { unscaled: 1n, scale: 0 } }, 'TT 02/2023/TT-BKHCN, Điều 4'),
	ceilings: cited({
		leader_monthly_norm: { amount: 40_000_000n },
		other_role_share: { share: { num: 4n, den: 5n } },
		domestic_expert_share: { share: { num: 3n, den: 10n } },
		workshop_chair: { amount: 2_000_000n }
	})
};

describe('the rules of a budget on a date', () => {
	it('carry every number with its clause', () => {
		const rules = budgetRulesFrom(IN_FORCE, TEMPLATE);
		expect(rules.management).toMatchObject({ cap: 300_000_000n, citation: 'TT 03/2023/TT-BTC, Điều 4' });
		expect(rules.khoan?.countedSubKinds).toEqual(['purchase']);
		expect(rules.labour).toMatchObject({
			monthlyAmount: 24_000_000n,
			daysPerMonth: 22n,
			citation: 'TT 02/2023/TT-BKHCN, Điều 4'
		});
		expect(rules.ceilings?.leaderMonthlyNorm?.value).toBe(40_000_000n);
		expect(rules.ceilings?.foreignExpertShare).toBeUndefined();
		expect(rules.norms?.map((norm) => norm.key)).toEqual(['workshop_chair']);
	});

	it('price no labour by another formula than the template’s', () => {
		expect(budgetRulesFrom(IN_FORCE, { ...TEMPLATE, labour: 'base_salary_days' }).labour).toBeUndefined();
		const { labour: _formula, ...withoutFormula } = TEMPLATE;
		expect(budgetRulesFrom(IN_FORCE, withoutFormula)).not.toHaveProperty('labour');
		const { leaderNorm: _norm, ...withoutNorm } = IN_FORCE;
		expect(budgetRulesFrom(withoutNorm, TEMPLATE)).not.toHaveProperty('labour');
	});

	it('are empty where the rule set says nothing', () => {
		expect(budgetRulesFrom({}, TEMPLATE)).toEqual({ ceilings: {}, norms: [] });
	});
});
