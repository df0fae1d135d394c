import type { BudgetRules } from '#lib/domain/budgets/rules.ts';
import { budgetRulesFrom } from '#lib/domain/budgets/rules-in-force.ts';
import type { BudgetTemplateDefinition, ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';

/** By what the budgets of a call are computed. */
export interface BudgetSetting {
	readonly template: BudgetTemplateDefinition;
	readonly rules: BudgetRules;
}

/**
 * The setting of a call, or null where its programme approves no money. A task is governed by the rules in force
 * when it was announced (TT 20/2023, Art. 25), so the date is that of publication, not of today.
 */
export function budgetSettingOf(
	definition: ProgrammeDefinition,
	call: { readonly opensAt: Date; readonly publishedAt: Date | null }
): BudgetSetting | null {
	const template = definition.budgetTemplate;
	if (template === undefined) return null;
	const announced = vietnamDateOf(call.publishedAt ?? call.opensAt);
	return { template, rules: budgetRulesFrom(rulesOn(definition.ruleSet, announced), template) };
}
