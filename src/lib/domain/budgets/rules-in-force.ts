import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { present } from '#lib/domain/shared/present.ts';
import { isSubKind } from './code-lists.ts';
import type { BudgetRules, BudgetTemplate, CeilingRules, Norm } from './rules.ts';

/** The names, in a rule set's `ceilings`, of the ceilings that the engine knows by itself. */
const KNOWN_CEILINGS = [
	'leader_monthly_norm',
	'other_role_share',
	'domestic_expert_share',
	'foreign_expert_share'
];

/**
 * The budget's part of a rule set as it stands on one date. Every other ceiling by amount becomes a norm
 * that a line can name by its key in `normRef` (`workshop_chair`, `unskilled_labour_day`).
 * Labour is priced only where the template asks for the formula that the rule set is about.
 */
export function budgetRulesFrom(rules: RulesInForce, template: BudgetTemplate): BudgetRules {
	const { managementRule, khoanTest } = rules;
	return {
		...present({ labour: labourFrom(rules, template) }),
		...(managementRule && { management: { ...managementRule.value, citation: managementRule.citation } }),
		...(khoanTest && {
			khoan: {
				share: khoanTest.value.share,
				amount: khoanTest.value.amount,
				countedSubKinds: khoanTest.value.countedSubKinds.filter(isSubKind),
				citation: khoanTest.citation
			}
		}),
		ceilings: ceilingsFrom(rules),
		norms: normsFrom(rules)
	};
}

function labourFrom(rules: RulesInForce, template: BudgetTemplate): BudgetRules['labour'] {
	const { labour, leaderNorm, roleCoefficients, daysPerMonth } = rules;
	if (labour === undefined || leaderNorm === undefined || roleCoefficients === undefined) return undefined;
	if (labour.value.strategy !== template.labour) return undefined;
	return {
		monthlyAmount: leaderNorm.value,
		coefficients: roleCoefficients.value,
		...(daysPerMonth && { daysPerMonth: BigInt(daysPerMonth.value) }),
		exactlyOne: labour.value.exactlyOne,
		leaderRole: labour.value.leaderRole,
		citation: roleCoefficients.citation
	};
}

function ceilingsFrom({ ceilings }: RulesInForce): CeilingRules {
	if (ceilings === undefined) return {};
	const { citation, value } = ceilings;
	const share = (name: string) => {
		const found = value[name]?.share;
		return found === undefined ? undefined : { value: found, citation };
	};
	const norm = value['leader_monthly_norm']?.amount;
	return present({
		leaderMonthlyNorm: norm === undefined ? undefined : { value: norm, citation },
		otherRoleShare: share('other_role_share'),
		domesticExpertShare: share('domestic_expert_share'),
		foreignExpertShare: share('foreign_expert_share')
	});
}

function normsFrom({ ceilings }: RulesInForce): Norm[] {
	if (ceilings === undefined) return [];
	return Object.entries(ceilings.value).flatMap(([key, ceiling]) =>
		ceiling.amount === undefined || KNOWN_CEILINGS.includes(key)
			? []
			: [{ key, maxUnitPrice: ceiling.amount, citation: ceilings.citation }]
	);
}
