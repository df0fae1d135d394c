/** What an acceptance ballot asks: each criterion of each product, then the report (TT 11/2014, Art. 13). */
import type { ReasonRule } from '#lib/domain/rules/ballot-rules.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { MarkedForm } from '../marked-form.ts';

export interface QualityCriterion {
	readonly key: string;
	readonly label: Localized;
	/** Kind or quality. */
	readonly measures: 'quality';
}

export interface QuantityCriterion {
	readonly key: string;
	readonly label: Localized;
	/** Number or volume, with what the contract orders and what the dossier delivers, in one unit. */
	readonly measures: 'quantity';
	readonly ordered: Decimal;
	readonly delivered: Decimal;
}

export type ProductCriterion = QualityCriterion | QuantityCriterion;

export interface LevelsForm extends MarkedForm {
	readonly criteria: readonly ProductCriterion[];
}

/** Key of the report on the form. */
export const REPORT = 'report';

/**
 * The form of a task. Refuses `levels_form_wrong` with every problem: `product_criteria_missing`, and by key
 * `product_criterion_repeated`, `product_criterion_reserved`, `product_order_empty`, `product_delivery_negative`.
 */
export function levelsForm(criteria: readonly ProductCriterion[], reasons: ReasonRule): Result<LevelsForm> {
	const keys = criteria.map(({ key }) => key);
	const causes = [
		...(criteria.length === 0 ? [because('product_criteria_missing')] : []),
		...criteria.flatMap((criterion, index): Refusal[] => {
			const field = criterion.key;
			return [
				...(keys.indexOf(field) < index ? [because('product_criterion_repeated', { field })] : []),
				...(field === REPORT ? [because('product_criterion_reserved', { field })] : []),
				...(criterion.measures === 'quantity' && criterion.ordered.unscaled <= 0n
					? [because('product_order_empty', { field })]
					: []),
				...(criterion.measures === 'quantity' && criterion.delivered.unscaled < 0n
					? [because('product_delivery_negative', { field })]
					: [])
			];
		})
	];
	if (causes.length > 0) return refuse('levels_form_wrong', { causes });
	return ok({ criteria, items: [...criteria, { key: REPORT }], reasons });
}
