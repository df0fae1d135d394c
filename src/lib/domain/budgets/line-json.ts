import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import { decimalFromPlain, toPlain } from '#lib/domain/shared/decimal.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { dongFromPlain } from '#lib/domain/shared/money.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { isCategoryCode, isSubKind } from './code-lists.ts';
import type { BudgetLine, ComputedLine, Labour } from './line.ts';

/** A computed line in frozen bytes: money and decimals as decimal strings, what is absent as null. */
export function lineToJson(line: ComputedLine): { readonly [key: string]: JsonValue } {
	return {
		key: line.key,
		position: line.position,
		category: line.category,
		subKind: line.subKind ?? null,
		content: line.content,
		unit: line.unit,
		quantity: line.quantity === null ? null : toPlain(line.quantity),
		unitPrice: line.unitPrice === null ? null : String(line.unitPrice),
		amount: String(line.amount),
		source: line.source,
		khoan: line.khoan,
		khoanReason: line.khoanOverride?.reason ?? null,
		normRef: line.normRef ?? null,
		labour: line.labour === undefined ? null : labourToJson(line.labour),
		system: line.system ?? null
	};
}

/** `{ role, persons, effort, effortUnit }`, the effort as a decimal string; what is not entered is null. */
export function labourToJson(labour: Labour): JsonValue {
	return {
		role: labour.roleKey,
		persons: labour.persons,
		effort: labour.effort.amount === null ? null : toPlain(labour.effort.amount),
		effortUnit: labour.effort.unit
	};
}

/**
 * Reads a line back: from frozen bytes, from the wire, from a file of sample data. A figure that is missing
 * is null in the line. `amount` and `khoan` are not read but computed again; an override is read where
 * `khoanReason` stands beside `khoan`.
 * Refused with `budget_line_malformed`; its causes name every part by `field`.
 */
export function lineFromJson(value: unknown): Result<BudgetLine> {
	if (!isRecord(value)) return malformed([{ code: 'budget_part_malformed', field: '' }]);
	const wrong: Refusal[] = [];
	const part = <T>(field: string, read: (raw: unknown) => T | undefined): T | undefined => {
		const raw = value[field] ?? null;
		const found = read(raw);
		if (found === undefined && raw !== null) wrong.push({ code: 'budget_part_malformed', field });
		return found;
	};
	const required = <T>(field: string, read: (raw: unknown) => T | undefined): T | undefined => {
		if ((value[field] ?? null) === null) wrong.push({ code: 'budget_part_malformed', field });
		return part(field, read);
	};

	const key = required('key', (raw) => (isUuid(raw) ? raw : undefined));
	const position = required('position', wholeNumber);
	const category = required('category', (raw) => (isCategoryCode(raw) ? raw : undefined));
	const source = required('source', (raw) => (raw === 'state' || raw === 'own' ? raw : undefined));
	const content = part('content', text) ?? '';
	const unit = part('unit', text) ?? '';
	const quantity = part('quantity', decimalText) ?? null;
	const unitPrice = part('unitPrice', dongText) ?? null;
	const subKind = part('subKind', (raw) => (isSubKind(raw) ? raw : undefined));
	const normRef = part('normRef', text);
	const labour = part('labour', labourFromJson);
	const system = part('system', (raw) => (raw === 'management' ? raw : undefined));
	const khoan = part('khoan', (raw) => (typeof raw === 'boolean' ? raw : undefined));
	const khoanReason = part('khoanReason', text);

	if (wrong.length > 0) return malformed(wrong);
	if (key === undefined || position === undefined || category === undefined || source === undefined)
		throw new Error('A required part is either read or listed as wrong');
	return ok({
		key,
		position,
		category,
		content,
		unit,
		quantity,
		unitPrice,
		source,
		...(subKind !== undefined && { subKind }),
		...(normRef !== undefined && { normRef }),
		...(labour !== undefined && { labour }),
		...(system !== undefined && { system }),
		...(khoan !== undefined && khoanReason !== undefined && { khoanOverride: { khoan, reason: khoanReason } })
	});
}

/** Reads `{ role, persons, effort, effortUnit }`; undefined when any part is out of shape. */
export function labourFromJson(raw: unknown): Labour | undefined {
	if (!isRecord(raw)) return undefined;
	const roleKey = text(raw['role'] ?? null);
	const persons = orNull(raw['persons'], wholeNumber);
	const amount = orNull(raw['effort'], decimalText);
	const unit = raw['effortUnit'];
	if (roleKey === undefined || persons === undefined || amount === undefined) return undefined;
	if (unit !== 'month' && unit !== 'day') return undefined;
	return { roleKey, persons, effort: { unit, amount } };
}

function malformed(causes: readonly Refusal[]): Result<never> {
	return refuse('budget_line_malformed', { causes });
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function orNull<T>(raw: unknown, read: (raw: unknown) => T | undefined): T | null | undefined {
	return raw === null || raw === undefined ? null : read(raw);
}

function text(raw: unknown): string | undefined {
	return typeof raw === 'string' ? raw : undefined;
}

function wholeNumber(raw: unknown): number | undefined {
	return typeof raw === 'number' && Number.isSafeInteger(raw) ? raw : undefined;
}

function decimalText(raw: unknown): Decimal | undefined {
	const parsed = typeof raw === 'string' ? decimalFromPlain(raw) : undefined;
	return parsed?.ok === true ? parsed.value : undefined;
}

function dongText(raw: unknown): Dong | undefined {
	const parsed = typeof raw === 'string' ? dongFromPlain(raw) : undefined;
	return parsed?.ok === true ? parsed.value : undefined;
}
