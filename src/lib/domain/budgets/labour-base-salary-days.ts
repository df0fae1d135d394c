import { divideHalfUp, powerOfTen } from '#lib/domain/shared/exact-division.ts';
import type { LabourStrategy } from './labour-strategy.ts';

/**
 * Converted working days × coefficient of a day × base salary × persons. TTLT 55/2015/TTLT-BTC-BKHCN,
 * Art. 7: the regime of tasks announced before the 2023 circulars. Effort is in days only.
 */
export const baseSalaryDays: LabourStrategy = {
	units: () => ['day'],
	price: (labour, coefficient, rule) => {
		const rate = rule.monthlyAmount * coefficient.unscaled;
		const rateParts = powerOfTen(coefficient.scale);
		const effort = BigInt(labour.persons) * labour.effort.amount.unscaled;
		const effortParts = powerOfTen(labour.effort.amount.scale);
		return {
			quantity: { unscaled: effort, scale: labour.effort.amount.scale },
			unitPrice: divideHalfUp(rate, rateParts),
			amount: divideHalfUp(rate * effort, rateParts * effortParts)
		};
	}
};
