import type { Decimal } from '#lib/domain/shared/decimal.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
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
