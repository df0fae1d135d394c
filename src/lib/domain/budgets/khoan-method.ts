/**
 * Which method of payment a dossier asks for, and which it gets (TTLT 27/2015, Art. 7). The same reckoning on the form,
 * on the appraisal sheet and in the decision.
 */
import { rowsOf } from '#lib/domain/definitions/stored-value.ts';
import type { Answers } from '#lib/domain/definitions/stored-value.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { decideKhoanMethod } from './khoan.ts';
import type { KhoanAssessment, KhoanMethod } from './khoan.ts';
import type { KhoanMethodSource } from './rules.ts';

/** What the answers say about it. */
export interface KhoanRequest {
	readonly requested: KhoanMethod;
	/** A product with quality, unit and quantity, and an address of use, all filled. */
	readonly productNamed: boolean;
}

export interface KhoanOutcome {
	readonly requested: KhoanMethod;
	readonly method: KhoanMethod;
	/** What keeps it from being paid to the final product; empty when it is. */
	readonly unmet: readonly Refusal[];
	/** It was asked for and does not pass. */
	readonly falls: boolean;
	/** How much of the state budget is paid as khoán: all of it to the final product, else the lines marked so. */
	readonly khoanAmount: Dong;
}

/** Null while the dossier does not say which method it asks for. */
export function khoanRequest(answers: Answers, source: KhoanMethodSource): KhoanRequest | null {
	const [section = '', field = ''] = source.field.split('.');
	const chosen = answers[section]?.[field];
	if (typeof chosen !== 'string' || chosen === '') return null;
	return {
		requested: chosen === source.toFinalProduct ? 'to_final_product' : 'in_parts',
		productNamed: source.products.some((table) => filled(answers, table)) && filled(answers, source.addresses)
	};
}

/** A table has a row with every one of these columns filled. */
function filled(
	answers: Answers,
	{ table, columns }: { readonly table: string; readonly columns: readonly string[] }
): boolean {
	const [section = '', field = ''] = table.split('.');
	return rowsOf(answers[section]?.[field]).some(({ cells }) =>
		columns.every((column) => {
			const value = cells[column];
			return typeof value === 'string' && value.trim() !== '';
		})
	);
}

/**
 * The outcome for these figures. `councilProposes` null: the council has not spoken yet, and its word is not held
 * against the applicant; on the appraisal it is known.
 */
export function khoanOutcome(
	{ requested, productNamed }: KhoanRequest,
	assessment: KhoanAssessment,
	councilProposes: boolean | null
): KhoanOutcome {
	const { method, unmet } = decideKhoanMethod({
		assessment,
		hostProposes: requested === 'to_final_product',
		productNamed,
		councilProposes: councilProposes ?? true
	});
	return {
		requested,
		method,
		unmet,
		falls: requested === 'to_final_product' && method === 'in_parts',
		khoanAmount: method === 'to_final_product' ? assessment.stateTotal : assessment.khoanPart
	};
}
