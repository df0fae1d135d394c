import type { Decimal } from '#lib/domain/shared/decimal.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import { baseSalaryDays } from './labour-base-salary-days.ts';
import { coefficientMonths } from './labour-coefficient-months.ts';
import type { FilledLabour, Labour } from './line.ts';
import type { LabourRule } from './rules.ts';

/** The money of a labour line. `quantity × unitPrice` is what the table prints; `amount` is what counts. */
export interface LabourPrice {
	/** persons × effort, in person-months or person-days. */
	readonly quantity: Decimal;
	/** đồng for one month or day of one person, rounded half up for display. */
	readonly unitPrice: Dong;
	/** đồng, from the exact product, rounded once. */
	readonly amount: Dong;
}

export interface LabourStrategy {
	/** The units in which effort may be given under these numbers. */
	readonly units: (rule: LabourRule) => readonly Labour['effort']['unit'][];
	/** `coefficient` is that of the line's role; `labour.effort.unit` is one of `units(rule)`. */
	readonly price: (labour: FilledLabour, coefficient: Decimal, rule: LabourRule) => LabourPrice;
}

/** The known formulas of remuneration. A new one is a file and a row here. */
const STRATEGIES: Readonly<Record<string, LabourStrategy>> = {
	coefficient_months: coefficientMonths,
	base_salary_days: baseSalaryDays
};

export function labourStrategy(key: string): LabourStrategy | null {
	return Object.hasOwn(STRATEGIES, key) ? (STRATEGIES[key] ?? null) : null;
}

/** The coefficient of a role, or null when the rule set does not know the role. */
export function coefficientOf(roleKey: string, rule: LabourRule): Decimal | null {
	return Object.hasOwn(rule.coefficients, roleKey) ? (rule.coefficients[roleKey] ?? null) : null;
}
