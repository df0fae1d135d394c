import type { Dong } from '#lib/domain/shared/money.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { subKindOf } from './code-lists.ts';
import type { ComputedLine } from './line.ts';
import { sumOf } from './line.ts';
import type { KhoanRule } from './rules.ts';

/** The figures of the test, all in đồng and of the state budget only. */
export interface KhoanAssessment {
	/** The state budget, the management line included. */
	readonly stateTotal: Dong;
	/** The lines that count against the limits, and their sum. */
	readonly countedKeys: readonly string[];
	readonly counted: Dong;
	/** The largest sum that the share allows (rounded down: one đồng more would break it). */
	readonly shareLimit: Dong;
	readonly amountLimit: Dong;
	readonly withinShare: boolean;
	readonly withinAmount: boolean;
	/** Both limits hold: the figures allow khoán chi đến sản phẩm cuối cùng. */
	readonly eligible: boolean;
	/** How the state budget splits when it is paid part by part. The two add up to `stateTotal`. */
	readonly khoanPart: Dong;
	readonly nonKhoanPart: Dong;
	readonly citation: string;
}

/**
 * The khoán test over computed lines. It goes by what a line is, never by its khoán mark, so that marking
 * a purchase as khoán does not change the outcome.
 */
export function assessKhoan(lines: readonly ComputedLine[], rule: KhoanRule): KhoanAssessment {
	const state = lines.filter((line) => line.source === 'state');
	const stateTotal = sumOf(state);
	const countedLines = state.filter((line) => {
		const kind = subKindOf(line);
		// An asset line of a kind nobody named yet counts: the test must not pass by an omission.
		return kind === null ? line.category === 3 : rule.countedSubKinds.includes(kind);
	});
	const counted = sumOf(countedLines);
	const withinShare = counted * rule.share.den <= stateTotal * rule.share.num;
	const withinAmount = counted <= rule.amount;
	const khoanPart = sumOf(state.filter((line) => line.khoan));
	return {
		stateTotal,
		countedKeys: countedLines.map((line) => line.key),
		counted,
		shareLimit: (stateTotal * rule.share.num) / rule.share.den,
		amountLimit: rule.amount,
		withinShare,
		withinAmount,
		eligible: withinShare && withinAmount,
		khoanPart,
		nonKhoanPart: stateTotal - khoanPart,
		citation: rule.citation
	};
}

export type KhoanMethod = 'to_final_product' | 'in_parts';

/**
 * The method of payment. To the final product only when all four hold: the host proposes it, the product is
 * named with quality, unit, quantity and address of use, the council proposes it, and the figures allow it.
 * `unmet` names what is missing; it is empty exactly when the method is `to_final_product`.
 */
export function decideKhoanMethod(input: {
	readonly assessment: KhoanAssessment;
	readonly hostProposes: boolean;
	readonly productNamed: boolean;
	readonly councilProposes: boolean;
}): { readonly method: KhoanMethod; readonly unmet: readonly Refusal[] } {
	const { assessment } = input;
	const unmet: Refusal[] = [];
	if (!input.hostProposes) unmet.push({ code: 'khoan_not_proposed_by_host' });
	if (!input.productNamed) unmet.push({ code: 'khoan_product_not_named' });
	if (!input.councilProposes) unmet.push({ code: 'khoan_not_proposed_by_council' });
	if (!assessment.withinShare)
		unmet.push({
			code: 'khoan_share_exceeded',
			params: { counted: String(assessment.counted), limit: String(assessment.shareLimit) }
		});
	if (!assessment.withinAmount)
		unmet.push({
			code: 'khoan_amount_exceeded',
			params: { counted: String(assessment.counted), limit: String(assessment.amountLimit) }
		});
	return { method: unmet.length === 0 ? 'to_final_product' : 'in_parts', unmet };
}
