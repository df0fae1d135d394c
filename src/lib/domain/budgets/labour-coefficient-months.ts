import { divideHalfUp, powerOfTen } from '#lib/domain/shared/exact-division.ts';
import type { LabourStrategy } from './labour-strategy.ts';

/**
 * Leader's monthly norm × coefficient × converted months × persons; for days, the month ÷ 22 × days.
 * TT 02/2023/TT-BKHCN, Art. 4; TT 03/2023/TT-BTC, Art. 4. The division by 22 is not rounded before the
 * multiplication, so for days the amount may differ by a few đồng from days × the printed daily price.
 */
export const coefficientMonths: LabourStrategy = {
	units: (rule) => (rule.daysPerMonth === undefined ? ['month'] : ['month', 'day']),
	price: (labour, coefficient, rule) => {
		const days = labour.effort.unit === 'day' && rule.daysPerMonth !== undefined ? rule.daysPerMonth : 1n;
		const rate = rule.monthlyAmount * coefficient.unscaled;
		const rateParts = powerOfTen(coefficient.scale) * days;
		const effort = BigInt(labour.persons) * labour.effort.amount.unscaled;
		const effortParts = powerOfTen(labour.effort.amount.scale);
		return {
			quantity: { unscaled: effort, scale: labour.effort.amount.scale },
			unitPrice: divideHalfUp(rate, rateParts),
			amount: divideHalfUp(rate * effort, rateParts * effortParts)
		};
	}
};
