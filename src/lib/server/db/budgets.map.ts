import { isCategoryCode, isSubKind } from '#lib/domain/budgets/code-lists.ts';
import { labourFromJson, labourToJson } from '#lib/domain/budgets/line-json.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import { normaliseDecimal } from '#lib/domain/shared/decimal.ts';
import { isAppraisalState } from '#lib/domain/workflow/appraisal.ts';
import type { AppraisalState } from '#lib/domain/workflow/appraisal.ts';
import type {
	AppraisalRow,
	BudgetStage,
	BudgetVersionRow,
	StoredLine
} from '#lib/server/app/budgets/ports.ts';
import type { Appraisal, BudgetLine as StoredBudgetLine, BudgetVersion } from './generated/client.ts';

export function appraisalState(text: string): AppraisalState {
	if (isAppraisalState(text)) return text;
	throw new Error(`appraisal.state holds ${text}`);
}

function stageOf(text: string): BudgetStage {
	if (text === 'requested' || text === 'appraised') return text;
	throw new Error(`budget_version.stage holds ${text}`);
}

export function toVersion(row: BudgetVersion, applicationId: string): BudgetVersionRow {
	return {
		id: row.id,
		applicationId,
		number: row.number,
		stage: stageOf(row.stage),
		version: row.version,
		hash: row.hash,
		stateTotal: row.stateTotal,
		ownTotal: row.ownTotal,
		justifications: row.justifications as Justifications,
		frozenAt: row.frozenAt
	};
}

export function toAppraisal(row: Appraisal): AppraisalRow {
	return { ...row, state: appraisalState(row.state) };
}

/**
 * The line as it was entered. Quantity and price of a labour line and of the management line are computed and
 * lie in the row for readers of the table; the engine fills them again.
 */
export function toLine(row: StoredBudgetLine): StoredLine {
	const { category, subKind } = row;
	if (!isCategoryCode(category)) throw new Error(`budget_line.category holds ${category}`);
	const labour = row.labour === null ? undefined : labourFromJson(row.labour);
	const quantity =
		row.quantity === null || row.quantityScale === null
			? null
			: { unscaled: row.quantity, scale: row.quantityScale };
	const line: BudgetLine = {
		key: row.key,
		position: row.position,
		category,
		content: row.content,
		unit: row.unit,
		quantity: labour === undefined ? quantity : null,
		unitPrice: labour === undefined ? row.unitPrice : null,
		source: row.source === 'own' ? 'own' : 'state',
		...(isSubKind(subKind) && { subKind }),
		...(row.normRef !== '' && { normRef: row.normRef }),
		...(labour !== undefined && { labour }),
		...(row.system === 'management' && { system: 'management' as const }),
		...(row.khoanReason !== null && { khoanOverride: { khoan: row.khoan, reason: row.khoanReason } })
	};
	return {
		line,
		amount: row.amount,
		khoan: row.khoan,
		removed: row.removed,
		reasonCode: row.reasonCode,
		note: row.note
	};
}

/** A line as `jsonb_to_recordset` reads it: figures as text, since JSON numbers are not exact enough for đồng. */
export function toRecord({
	line,
	amount,
	khoan,
	removed,
	reasonCode,
	note
}: StoredLine): Record<string, unknown> {
	// One written form of a value, so that a line which says the same is the same row.
	const quantity = line.quantity === null ? null : normaliseDecimal(line.quantity);
	return {
		key: line.key,
		position: line.position,
		category: line.category,
		sub_kind: line.subKind ?? '',
		content: line.content,
		unit: line.unit,
		quantity: quantity === null ? null : String(quantity.unscaled),
		quantity_scale: quantity === null ? null : quantity.scale,
		unit_price: line.unitPrice === null ? null : String(line.unitPrice),
		amount: amount === null ? null : String(amount),
		source: line.source,
		khoan,
		khoan_reason: line.khoanOverride?.reason ?? null,
		norm_ref: line.normRef ?? '',
		labour: line.labour === undefined ? null : labourToJson(line.labour),
		system: line.system ?? null,
		removed,
		reason_code: reasonCode,
		note
	};
}
