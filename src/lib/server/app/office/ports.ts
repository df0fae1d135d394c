import type { DatedRow } from '#lib/domain/office/dated-rows.ts';
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import type { PaperSigner } from '#lib/domain/office/paper-signer.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';

interface KeptRow extends DatedRow {
	readonly id: string;
	/** null: of the release, or of the set-up. */
	readonly addedBy: string | null;
}

export interface LetterheadRow extends Letterhead, KeptRow {}

export interface UnitNameRow extends KeptRow {
	readonly name: string;
}

export interface UnitHeadRow extends KeptRow {
	readonly title: string;
	readonly fullName: string;
}

export interface SignerRow extends PaperSigner, KeptRow {}

export interface OfficeUnit {
	readonly id: string;
	readonly key: string;
	/** Names and heads from the first on. */
	readonly names: readonly UnitNameRow[];
	readonly heads: readonly UnitHeadRow[];
}

/** A row that is added; the one before it ends on its first day. */
interface Added {
	readonly id: string;
	readonly startsOn: CalendarDate;
	/** null: the set-up. */
	readonly by: string | null;
}

export interface OfficeRepository {
	/** What stands on a day; before every row, what the release printed. */
	letterheadOn(day: CalendarDate): Promise<Letterhead>;
	/** What a unit is called on a day; undefined where it has no name. */
	unitNameOn(key: string, day: CalendarDate): Promise<string | undefined>;
	/** From the first on. */
	letterheads(): Promise<readonly LetterheadRow[]>;
	/** In the order of their keys. */
	units(): Promise<readonly OfficeUnit[]>;
	/** From the first on. */
	signers(): Promise<readonly SignerRow[]>;
	addSigner(row: PaperSigner & Added): Promise<void>;
	/** Whether any paper was issued. */
	printed(): Promise<boolean>;
	addLetterhead(row: Letterhead & Added): Promise<void>;
	/** False where the key is taken. */
	addUnit(unit: { readonly id: string; readonly key: string; readonly by: string | null }): Promise<boolean>;
	addName(row: { readonly unitId: string; readonly name: string } & Added): Promise<void>;
	addHead(
		row: { readonly unitId: string; readonly title: string; readonly fullName: string } & Added
	): Promise<void>;
}
