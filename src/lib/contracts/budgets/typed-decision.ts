import type { AppraisalEdit } from '#lib/domain/budgets/appraisal-edits.ts';
import type { AppraisalReasons } from '#lib/domain/budgets/appraisal.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import { lineField } from '#lib/domain/budgets/line-problems.ts';
import type { BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import { compareDecimals, parseDecimal } from '#lib/domain/shared/decimal.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import { parseDong } from '#lib/domain/shared/typed-money.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { parseWholeNumber } from '#lib/domain/shared/whole-number.ts';
import { MOST_PERSONS, readTypedLine, toTyped } from './typed-line.ts';
import type { TypedLine } from './typed-line.ts';

/** What the appraiser types beside one line. Figures stand as text; an empty one stays as requested. */
export interface TypedDecision extends TypedLine {
	/** 'yes': the line is not accepted. */
	readonly removed: string;
	/** 'yes': the appraisal added the line. */
	readonly added: string;
	readonly reason: string;
	readonly note: string;
}

type Words = { readonly reason?: string; readonly note?: string };

export interface ReadDecisions {
	readonly lines: readonly (AppraisalEdit & Words)[];
	readonly added: readonly (BudgetLine & Words)[];
	/** Reasons by line, as the core's appraisal takes them. */
	readonly reasons: AppraisalReasons;
}

/**
 * Reads all decisions at once; the causes of a refusal stand at `lines/<key>/<part>`. What reads as requested is no
 * edit, so that a form which carries every line says only what differs.
 */
export function readDecisions(
	typed: readonly TypedDecision[],
	requested: readonly BudgetLine[],
	template: BudgetTemplate
): Result<ReadDecisions> {
	const causes: Refusal[] = [];
	const lines: (AppraisalEdit & Words)[] = [];
	const added: (BudgetLine & Words)[] = [];
	const known = new Map(requested.map((line) => [line.key, line]));
	for (const decision of typed) {
		const words = { reason: decision.reason, note: cleanText(decision.note) };
		const asked = known.get(decision.key);
		if (decision.added === 'yes') {
			if (decision.removed === 'yes') continue;
			const line = readTypedLine(decision, template);
			if (line.ok) added.push({ ...line.value, ...words });
			else causes.push(...(line.refusal.causes ?? [line.refusal]));
		} else if (asked === undefined || asked.system !== undefined) {
			if (asked === undefined)
				causes.push({ code: 'appraisal_line_unknown', field: lineField(decision.key, 'key') });
		} else if (decision.removed === 'yes') {
			lines.push({ key: decision.key, removed: true, ...words });
		} else {
			const edit = editOf(decision, asked, causes);
			// A note waits for its reason; it is not lost meanwhile.
			if (Object.keys(edit).length > 1 || words.reason !== '' || words.note !== '')
				lines.push({ ...edit, ...words });
		}
	}
	if (causes.length > 0) return refuse('budget_line_unreadable', { causes });
	const reasons = Object.fromEntries(
		[...lines, ...added].flatMap(({ key, reason = '', note = '' }) =>
			reason === '' ? [] : [[key, { code: reason, note }]]
		)
	);
	return ok({ lines, added, reasons });
}

function editOf(
	typed: TypedDecision,
	asked: BudgetLine,
	causes: Refusal[]
): Extract<AppraisalEdit, { readonly removed?: false }> {
	const at = (part: string) => lineField(typed.key, part);
	const decimalAt = (text: string, part: string): Decimal | undefined => {
		if (text.trim() === '') return undefined;
		const read = parseDecimal(text, { field: at(part) });
		if (read.ok) return read.value;
		causes.push(read.refusal);
		return undefined;
	};
	const { labour } = asked;
	if (labour !== undefined) {
		const effort = decimalAt(typed.effort, 'labour/effort') ?? labour.effort.amount;
		const read =
			typed.persons.trim() === ''
				? ok(labour.persons)
				: parseWholeNumber(typed.persons, { max: MOST_PERSONS, field: at('labour/persons') });
		if (!read.ok) causes.push(read.refusal);
		const persons = read.ok ? read.value : labour.persons;
		const same = persons === labour.persons && sameDecimal(effort, labour.effort.amount);
		return same
			? { key: typed.key }
			: {
					key: typed.key,
					labour: { ...labour, persons, effort: { unit: labour.effort.unit, amount: effort } }
				};
	}
	const quantity = decimalAt(typed.quantity, 'quantity');
	const price =
		typed.unitPrice.trim() === '' ? undefined : parseDong(typed.unitPrice, { field: at('unitPrice') });
	if (price?.ok === false) causes.push(price.refusal);
	const unitPrice = price?.ok === true && price.value !== asked.unitPrice ? price.value : undefined;
	return {
		key: typed.key,
		...(quantity !== undefined && !sameDecimal(quantity, asked.quantity) && { quantity }),
		...(unitPrice !== undefined && { unitPrice })
	};
}

function sameDecimal(a: Decimal | null, b: Decimal | null): boolean {
	return a === null || b === null ? a === b : compareDecimals(a, b) === 0;
}

/** The decisions kept so far, as they stand in the boxes. */
export function toTypedDecision(
	line: BudgetLine,
	kept: { readonly removed: boolean; readonly added: boolean; readonly reason: string; readonly note: string }
): TypedDecision {
	return {
		...toTyped(line),
		removed: kept.removed ? 'yes' : '',
		added: kept.added ? 'yes' : '',
		reason: kept.reason,
		note: kept.note
	};
}
