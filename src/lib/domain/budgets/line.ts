import { multiplyDongByDecimal } from '#lib/domain/shared/decimal.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import { sumDong } from '#lib/domain/shared/money.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { CategoryCode, PrintGroup, SubKind } from './code-lists.ts';
import { subKindOf } from './code-lists.ts';

/** Who pays: the state budget (NSNN), or the applicant's own contribution (đối ứng). */
export type BudgetSource = 'state' | 'own';

/** Work of one role: so many persons, each so many months or days. */
export interface Labour {
	/** Empty while no role is chosen. */
	readonly roleKey: string;
	/** Whole persons; null while not entered. */
	readonly persons: number | null;
	/** Of each person; the amount is null while not entered. */
	readonly effort: { readonly unit: 'month' | 'day'; readonly amount: Decimal | null };
}

/** Labour with all its figures: what can be priced. */
export interface FilledLabour {
	readonly roleKey: string;
	readonly persons: number;
	readonly effort: { readonly unit: 'month' | 'day'; readonly amount: Decimal };
}

/** The labour when every figure is entered, else null. */
export function filledLabour({ roleKey, persons, effort }: Labour): FilledLabour | null {
	if (persons === null || effort.amount === null) return null;
	return { roleKey, persons, effort: { unit: effort.unit, amount: effort.amount } };
}

/**
 * A line as people enter it. A figure that is not entered yet is null, never 0.
 * On a line with `labour`, and on the management line, the engine fills quantity and price.
 */
export interface BudgetLine {
	/** Stable across versions of a budget (uuid), so that requested and appraised stand side by side. */
	readonly key: string;
	/** Order on screen and in print. */
	readonly position: number;
	readonly category: CategoryCode;
	readonly subKind?: SubKind;
	readonly content: string;
	readonly unit: string;
	readonly quantity: Decimal | null;
	/** đồng for one unit. */
	readonly unitPrice: Dong | null;
	readonly source: BudgetSource;
	/** Key of an issued norm, or the reference of one in words. */
	readonly normRef?: string;
	/** A person's word against the computed khoán default, with the reason. */
	readonly khoanOverride?: { readonly khoan: boolean; readonly reason: string };
	readonly labour?: Labour;
	readonly system?: 'management';
}

/** A line with everything that follows from it. */
export interface ComputedLine extends BudgetLine {
	/** đồng, rounded half up to 1 đồng; 0 while a figure is missing. */
	readonly amount: Dong;
	readonly khoan: boolean;
	/** What the law would say without the override. */
	readonly khoanByRule: boolean;
	readonly group: PrintGroup;
}

/** quantity × unit price, half up to 1 đồng; 0 while either is missing. */
export function pricedAmount(quantity: Decimal | null, unitPrice: Dong | null): Dong {
	if (quantity === null || unitPrice === null) return 0n;
	return multiplyDongByDecimal(unitPrice, quantity);
}

/**
 * Whether a line is by default paid as a lump (khoán) when a task is paid part by part: everything except
 * materials without an issued norm, fixed assets, and outbound delegations. TTLT 27/2015, Art. 7;
 * what the limit of Art. 6.1.c counts is `assessKhoan`.
 */
export function khoanByRule(line: Pick<BudgetLine, 'category' | 'subKind' | 'normRef'>): boolean {
	const kind = subKindOf(line);
	if (line.category === 3 || kind === 'outbound') return false;
	if (kind === 'materials') return line.normRef !== undefined && line.normRef !== '';
	return true;
}

/** The one order of lines: by position, then by key, so that the order of input never shows. */
export function compareLines(a: BudgetLine, b: BudgetLine): number {
	if (a.position !== b.position) return a.position - b.position;
	return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

export function isManagementLine(line: BudgetLine): boolean {
	return line.system === 'management';
}

/** The amounts of computed lines added up, in đồng. */
export function sumOf(lines: readonly ComputedLine[]): Dong {
	return sumDong(lines.map((line) => line.amount));
}
