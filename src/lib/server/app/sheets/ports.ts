import type { SheetContent } from '#lib/domain/scoring/sheet.ts';

export interface SheetRow {
	readonly id: string;
	readonly memberId: string;
	readonly applicationId: string;
	readonly state: 'draft' | 'submitted';
	/** 0 until the first save. */
	readonly version: number;
	/** The member's words on the application as a whole. */
	readonly comment: string;
	readonly content: SheetContent;
	/** Whole points 0..100, once submitted. */
	readonly total: number | null;
	readonly submittedAt: Date | null;
	readonly updatedAt: Date;
	/** SHA-256 of the canonical sheet, once submitted. */
	readonly hash: string | null;
}

/** One row of a sheet as it is stored: a mark, a comment on its criterion, or both. */
export interface MarkRow {
	readonly criterionKey: string;
	/** '' on the points scale, and for the comment on a criterion of the rating scale. */
	readonly subKey: string;
	readonly value: number | null;
	readonly comment: string;
}

/** What a session counts before it opens any sheet. */
export type SheetHeader = Pick<SheetRow, 'id' | 'memberId' | 'applicationId' | 'state' | 'version'>;

export interface SheetsRepository {
	/** Who of a council, or one member of it, has begun or submitted what, in the order of the sheets' ids; no mark and no word of it. */
	headers(
		councilId: string,
		applicationIds: readonly string[],
		memberId?: string
	): Promise<readonly SheetHeader[]>;
	find(memberId: string, applicationId: string): Promise<SheetRow | undefined>;
	/** All sheets that a council's members have of the applications, in the order of their ids, which tells nothing. */
	ofApplications(councilId: string, applicationIds: readonly string[]): Promise<readonly SheetRow[]>;
	/** The sheet, made when there is none, held until the transaction ends. */
	hold(id: string, memberId: string, applicationId: string): Promise<SheetRow>;
	/** Writes all rows in one statement, the comment, and the next version. Gives the time of the save. */
	save(sheetId: string, comment: string, rows: readonly MarkRow[]): Promise<Date>;
	/** Freezes a held sheet. */
	submit(sheetId: string, frozen: { readonly total: number; readonly hash: string }): Promise<void>;
}
