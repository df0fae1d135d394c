import type { Decimal } from '#lib/domain/shared/decimal.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import { present } from '#lib/domain/shared/present.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { BudgetLine, Labour } from './line.ts';
import { isManagementLine } from './line.ts';
import { lineField } from './line-problems.ts';

/** What the appraisal does to one requested line. What is not named stays as requested. */
export type AppraisalEdit =
	| { readonly key: string; readonly removed: true }
	| {
			readonly key: string;
			readonly removed?: false;
			readonly content?: string;
			readonly unit?: string;
			readonly quantity?: Decimal;
			/** đồng */
			readonly unitPrice?: Dong;
			readonly labour?: Labour;
			readonly source?: BudgetLine['source'];
	  };

/**
 * The appraised lines: the requested ones with the edits applied, and the added ones. Refusals:
 * `appraisal_line_unknown` (an edit of a line that was not requested), `appraisal_line_edited_twice`,
 * `appraisal_management_fixed` (the management line follows from the others), `appraisal_key_taken` (an
 * added line under the key of a requested one).
 */
export function applyEdits(
	requested: readonly BudgetLine[],
	edits: readonly AppraisalEdit[],
	added: readonly BudgetLine[] = []
): Result<readonly BudgetLine[]> {
	const byKey = new Map<string, AppraisalEdit>();
	for (const edit of edits) {
		const field = lineField(edit.key, 'key');
		const line = requested.find((candidate) => candidate.key === edit.key);
		if (line === undefined) return refuse('appraisal_line_unknown', { field });
		if (isManagementLine(line)) return refuse('appraisal_management_fixed', { field });
		if (byKey.has(edit.key)) return refuse('appraisal_line_edited_twice', { field });
		byKey.set(edit.key, edit);
	}
	for (const line of added) {
		const field = lineField(line.key, 'key');
		if (isManagementLine(line)) return refuse('appraisal_management_fixed', { field });
		if (requested.some((other) => other.key === line.key)) return refuse('appraisal_key_taken', { field });
	}
	const kept = requested.flatMap((line): BudgetLine[] => {
		const edit = byKey.get(line.key);
		if (edit === undefined) return [line];
		if (edit.removed === true) return [];
		return [
			{
				...line,
				content: edit.content ?? line.content,
				unit: edit.unit ?? line.unit,
				quantity: edit.quantity ?? line.quantity,
				unitPrice: edit.unitPrice ?? line.unitPrice,
				source: edit.source ?? line.source,
				...present({ labour: edit.labour })
			}
		];
	});
	return ok([...kept, ...added]);
}
