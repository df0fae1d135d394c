import type { StoredLine } from '#lib/server/app/budgets/ports.ts';
import { toLine, toRecord } from './budgets.map.ts';

/** A line as `toRecord` writes it. */
export interface LineRecord {
	readonly key: string;
	readonly position: number;
	readonly category: number;
	readonly sub_kind: string;
	readonly content: string;
	readonly unit: string;
	readonly quantity: string | null;
	readonly quantity_scale: number | null;
	readonly unit_price: string | null;
	readonly amount: string | null;
	readonly source: string;
	readonly khoan: boolean;
	readonly khoan_reason: string | null;
	readonly norm_ref: string;
	readonly labour: Parameters<typeof toLine>[0]['labour'];
	readonly system: string | null;
	readonly removed: boolean;
	readonly reason_code: string;
	readonly note: string;
}

const whole = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

export function linesToJson(lines: readonly StoredLine[]): LineRecord[] {
	return lines.map((line) => toRecord(line) as unknown as LineRecord);
}

function rowOf(one: LineRecord): Parameters<typeof toLine>[0] {
	return {
		versionId: '',
		key: one.key,
		position: one.position,
		category: one.category,
		subKind: one.sub_kind,
		content: one.content,
		unit: one.unit,
		quantity: whole(one.quantity),
		quantityScale: one.quantity_scale,
		unitPrice: whole(one.unit_price),
		amount: whole(one.amount),
		source: one.source,
		khoan: one.khoan,
		khoanReason: one.khoan_reason,
		normRef: one.norm_ref,
		labour: one.labour,
		system: one.system,
		removed: one.removed,
		reasonCode: one.reason_code,
		note: one.note
	};
}

/** As lines are read from their rows, in the same order. */
export function enteredFromJson(records: readonly LineRecord[]): StoredLine[] {
	const lines = records.map((one) => toLine(rowOf(one)));
	return lines.sort(({ line: a }, { line: b }) => a.position - b.position || (a.key < b.key ? -1 : 1));
}

/** As lines were written to their rows, computed figures of labour lines with them. */
export function writtenFromJson(records: readonly LineRecord[]): StoredLine[] {
	return records.map((one) => {
		const { quantity, quantityScale, unitPrice, ...row } = rowOf(one);
		const stored = toLine({ ...row, quantity, quantityScale, unitPrice });
		const amount =
			quantity === null || quantityScale === null ? null : { unscaled: quantity, scale: quantityScale };
		return { ...stored, line: { ...stored.line, quantity: amount, unitPrice } };
	});
}
