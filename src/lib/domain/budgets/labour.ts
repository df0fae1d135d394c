import type { Decimal } from '#lib/domain/shared/decimal.ts';
import { baseSalaryDays } from './labour-base-salary-days.ts';
import { coefficientMonths } from './labour-coefficient-months.ts';
import type { LabourStrategy } from './labour-strategy.ts';
import type { LabourRule } from './rules.ts';

/** The known formulas of remuneration. A new one is a file and a row here. */
const KNOWN = {
	coefficient_months: coefficientMonths,
	base_salary_days: baseSalaryDays
};
const STRATEGIES: Readonly<Record<string, LabourStrategy>> = KNOWN;

export const LABOUR_STRATEGIES = Object.keys(KNOWN) as (keyof typeof KNOWN)[];

export function labourStrategy(key: string): LabourStrategy | null {
	return Object.hasOwn(STRATEGIES, key) ? (STRATEGIES[key] ?? null) : null;
}

/** The coefficient of a role, or null when the rule set does not know the role. */
export function coefficientOf(roleKey: string, rule: LabourRule): Decimal | null {
	return Object.hasOwn(rule.coefficients, roleKey) ? (rule.coefficients[roleKey] ?? null) : null;
}
