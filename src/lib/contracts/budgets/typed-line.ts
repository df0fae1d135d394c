import { isCategoryCode, isSubKind, subKindOf } from '#lib/domain/budgets/code-lists.ts';
import type { CategoryCode } from '#lib/domain/budgets/code-lists.ts';
import { lineField } from '#lib/domain/budgets/line-problems.ts';
import type { BudgetLine, Labour } from '#lib/domain/budgets/line.ts';
import type { BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import { parseDecimal, toPlain } from '#lib/domain/shared/decimal.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { parseDong } from '#lib/domain/shared/typed-money.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { cleanText, collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { parseWholeNumber } from '#lib/domain/shared/whole-number.ts';

/** People in one role of one task. */
export const MOST_PERSONS = 9999;

/** A line of the budget as it is typed: every figure is text until it is read, once, by `readTypedLine`. */
export interface TypedLine {
	readonly key: string;
	readonly position: number;
	readonly category: number;
	readonly subKind: string;
	readonly content: string;
	readonly unit: string;
	readonly quantity: string;
	readonly unitPrice: string;
	readonly source: string;
	readonly normRef: string;
	/** '' leaves it to the rule; 'yes' and 'no' override it, with a reason. */
	readonly khoan: string;
	readonly khoanReason: string;
	/** Role, persons and months (or days) of a remuneration line. */
	readonly role: string;
	readonly persons: string;
	readonly effort: string;
	readonly effortUnit: string;
}

/** Whether a line of this kind is priced by role and effort instead of quantity and price. */
export function isLabourLine(
	line: { readonly category: number; readonly subKind: string; readonly source: string },
	template: BudgetTemplate
): boolean {
	if (template.labour === undefined || line.category !== 1 || line.source !== 'state') return false;
	return line.subKind === '' || line.subKind === 'personnel';
}

/**
 * Reads a typed line. What is empty stays open (null), never 0; what cannot be read is refused with
 * `budget_line_unreadable` and its causes at `lines/<key>/<part>`.
 */
export function readTypedLine(typed: TypedLine, template: BudgetTemplate): Result<BudgetLine> {
	const causes: Refusal[] = [];
	const at = (part: string) => lineField(typed.key, part);
	const taken = <T>(result: Result<T>, part: string): T | null => {
		if (result.ok) return result.value;
		causes.push({ ...result.refusal, field: at(part) });
		return null;
	};
	const decimalOf = (value: string, part: string): Decimal | null =>
		value.trim() === '' ? null : taken(parseDecimal(value), part);
	const short = (value: string, max: number, part: string): string => {
		const clean = collapse(value);
		if (clean.length > max)
			causes.push({ code: 'text_too_long', field: at(part), params: { max: String(max) } });
		return clean;
	};

	const category = categoryOf(typed.category);
	if (category === null || !isUuid(typed.key)) return refuse('budget_line_malformed');
	const labour: Labour | undefined = isLabourLine(typed, template)
		? {
				roleKey: typed.role,
				persons:
					typed.persons.trim() === ''
						? null
						: taken(parseWholeNumber(typed.persons, { max: MOST_PERSONS }), 'labour/persons'),
				effort: {
					unit: typed.effortUnit === 'day' ? 'day' : 'month',
					amount: decimalOf(typed.effort, 'labour/effort')
				}
			}
		: undefined;
	const line: BudgetLine = {
		key: typed.key,
		position: typed.position,
		category,
		content: short(typed.content, 250, 'content'),
		unit: short(typed.unit, 40, 'unit'),
		quantity: labour === undefined ? decimalOf(typed.quantity, 'quantity') : null,
		unitPrice:
			labour !== undefined || typed.unitPrice.trim() === ''
				? null
				: taken(parseDong(typed.unitPrice), 'unitPrice'),
		source: typed.source === 'own' ? 'own' : 'state',
		...(isSubKind(typed.subKind) && { subKind: typed.subKind }),
		...(typed.normRef !== '' && { normRef: typed.normRef }),
		...(labour !== undefined && { labour }),
		...(typed.khoan !== '' && {
			khoanOverride: { khoan: typed.khoan === 'yes', reason: cleanText(typed.khoanReason) }
		})
	};
	return causes.length === 0 ? ok(line) : refuse('budget_line_unreadable', { causes });
}

function categoryOf(value: number): CategoryCode | null {
	return isCategoryCode(value) ? value : null;
}

/** A kept line as it stands in the boxes of the form, with the Vietnamese decimal comma. */
export function toTyped(line: BudgetLine): TypedLine {
	const decimal = (value: Decimal | null | undefined): string =>
		value === null || value === undefined ? '' : toPlain(value).replace('.', ',');
	const { labour, khoanOverride } = line;
	return {
		key: line.key,
		position: line.position,
		category: line.category,
		subKind: line.subKind ?? subKindOf(line) ?? '',
		content: line.content,
		unit: line.unit,
		quantity: decimal(line.quantity),
		unitPrice: line.unitPrice === null ? '' : grouped(line.unitPrice),
		source: line.source,
		normRef: line.normRef ?? '',
		khoan: khoanOverride === undefined ? '' : khoanOverride.khoan ? 'yes' : 'no',
		khoanReason: khoanOverride?.reason ?? '',
		role: labour?.roleKey ?? '',
		persons: labour === undefined || labour.persons === null ? '' : String(labour.persons),
		effort: decimal(labour?.effort.amount),
		effortUnit: labour?.effort.unit ?? 'month'
	};
}

function grouped(amount: bigint): string {
	return amount.toString().replace(/\B(?=(?:\d{3})+$)/g, '.');
}

/** An empty line of a category. */
export function emptyTypedLine(
	key: string,
	position: number,
	category: number,
	source: 'state' | 'own'
): TypedLine {
	const kind = isCategoryCode(category) ? (subKindOf({ category }) ?? '') : '';
	return {
		key,
		position,
		category,
		subKind: kind,
		content: '',
		unit: '',
		quantity: '',
		unitPrice: '',
		source,
		normRef: '',
		khoan: '',
		khoanReason: '',
		role: '',
		persons: '1',
		effort: '',
		effortUnit: 'month'
	};
}

/** Name of the box of a part: also the field that a refusal of the core points at. */
export const PART_NAMES = {
	content: 'content',
	unit: 'unit',
	quantity: 'quantity',
	unitPrice: 'unitPrice',
	source: 'source',
	subKind: 'subKind',
	normRef: 'normRef',
	khoan: 'khoanOverride',
	khoanReason: 'khoanReason',
	role: 'labour/roleKey',
	persons: 'labour/persons',
	effort: 'labour/effort',
	effortUnit: 'labour/effortUnit',
	position: 'position',
	category: 'category'
} as const satisfies Readonly<Record<Exclude<keyof TypedLine, 'key'>, string>>;

/** Every line in the fields of a posted form (`lines/<key>/<part>`), in the order of its first field. */
export function linesOfForm(fields: Readonly<Record<string, string>>): Record<string, string>[] {
	const lines = new Map<string, Record<string, string>>();
	const partOf = new Map<string, string>(Object.entries(PART_NAMES).map(([part, name]) => [name, part]));
	for (const [name, value] of Object.entries(fields)) {
		const found = /^lines\/([0-9a-f-]{36})\/([A-Za-z/]+)$/.exec(name);
		const key = found?.[1];
		const part = found?.[2];
		if (key === undefined || part === undefined) continue;
		const line = lines.get(key) ?? { key };
		line[partOf.get(part) ?? part] = value;
		lines.set(key, line);
	}
	return [...lines.values()];
}
