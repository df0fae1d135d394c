import { divideHalfUp } from '#lib/domain/shared/exact-division.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { ManagementRule } from './rules.ts';

/** The arithmetic of the management line, step by step. All figures in đồng. */
export interface ManagementFigure {
	/** Sum of the other state-funded lines. */
	readonly base: Dong;
	/** What the base is multiplied by, e.g. 1/19 for 5 % of the total including the line. */
	readonly factor: { readonly num: bigint; readonly den: bigint };
	/** Rounded to the step, before the cap. */
	readonly beforeCap: Dong;
	readonly amount: Dong;
	readonly capped: boolean;
}

/**
 * The management line over `base` đồng. TT 03/2023/TT-BTC, Art. 4: at most 5 % of the state-funded total.
 * With basis `gross` the total includes the line, hence rate ÷ (1 − rate).
 */
export function managementFigure(base: Dong, rule: ManagementRule): ManagementFigure {
	const factor = {
		num: rule.rate.num,
		den: rule.basis === 'gross' ? rule.rate.den - rule.rate.num : rule.rate.den
	};
	// One division, so that the figure is rounded once and not first to the đồng and then to the step.
	const beforeCap = divideHalfUp(base * factor.num, factor.den * rule.roundingStep) * rule.roundingStep;
	const capped = rule.cap !== undefined && beforeCap > rule.cap;
	return { base, factor, beforeCap, amount: capped && rule.cap !== undefined ? rule.cap : beforeCap, capped };
}
