import { mergeSheet } from '#lib/domain/scoring/merge-sheet.ts';
import type { SheetChange, SheetConflict, SheetState } from '#lib/domain/scoring/merge-sheet.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { sheetValues } from '#lib/domain/scoring/sheet-places.ts';
import { checkDraft } from '#lib/domain/scoring/sheet.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { noteFormWrite } from '../steps/drafts/take-operations.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import type { Tx } from '../ports.ts';
import { openSheet, rowsOf } from './open-sheet.ts';
import type { SheetRow } from './ports.ts';

export interface SaveMarks extends SheetChange {
	readonly councilId: string;
	readonly applicationId: string;
	/** Version of the sheet that the writer saw; 0 before the first save. */
	readonly baseVersion: number;
	/** What stood at the changed places when the writer saw them; asked only when somebody else wrote since. */
	readonly was?: SheetChange;
}

/** A posted form as it was read. */
export interface FormSheet {
	readonly change: SheetChange;
	readonly problems: readonly Refusal[];
}

export interface SavedMarks {
	readonly version: number;
	readonly savedAt: Date;
	/** Places where another window wrote something else: nothing of them was changed. */
	readonly conflicts: readonly SheetConflict[];
	readonly state: SheetState;
	/** Places of a form that could not be read; everything else was kept. */
	readonly problems: readonly Refusal[];
}

/**
 * Saves marks and comments of a draft sheet, all rows in one statement. Nothing has to be complete, but what is there
 * must be possible: refuses `sheet_wrong` with the core's causes, `sheet_frozen`, `session_closed`, and what keeps a
 * member from marking (`scoringCase`).
 */
export async function saveMarks(ctx: Context, input: SaveMarks): Promise<Result<SavedMarks>> {
	return saveSheet(ctx, input, () => ({ change: input, problems: [] }));
}

/**
 * Saves a whole form, read by the rubric of the lot: what can be read is kept, and answered with what cannot. Where
 * another window wrote something else meanwhile nothing is changed: refuses `sheet_conflict` besides what `saveMarks`
 * refuses.
 */
export async function saveSheetForm(
	ctx: Context,
	input: {
		readonly councilId: string;
		readonly applicationId: string;
		/** Version of the sheet that the writer saw. */
		readonly version: number;
		readonly form: (rubric: Rubric) => FormSheet;
	}
): Promise<Result<SavedMarks>> {
	return saveSheet(ctx, input, (rubric) => {
		const { change, problems } = input.form(rubric);
		return { change: { ...change, baseVersion: input.version, whole: true }, problems };
	});
}

async function saveSheet(
	ctx: Context,
	input: { readonly councilId: string; readonly applicationId: string },
	changeOf: (rubric: Rubric) => {
		readonly change: SheetChange & Pick<SaveMarks, 'baseVersion' | 'was'> & { readonly whole?: boolean };
		readonly problems: readonly Refusal[];
	}
): Promise<Result<SavedMarks>> {
	const about: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'save_marks', about, async ({ tx, permit, note }) => {
		const opened = await openSheet(ctx, { tx, permit }, input);
		if (!opened.ok) return opened;
		const { rubric, sheet } = opened.value;

		const { change, problems } = changeOf(rubric);
		const kept = await keepMarks(ctx, tx, { sheet, rubric, change });
		if (kept.ok && change.whole === true && kept.value.conflicts.length > 0) return refuse('sheet_conflict');
		if (kept.ok && kept.value.version !== sheet.version)
			note({ after: { sheetId: sheet.id, version: kept.value.version } });
		return kept.ok ? ok({ ...kept.value, problems }) : kept;
	});
}

/** Writes what changed in a held draft sheet. Refuses `sheet_wrong` with the core's causes. */
export async function keepMarks(
	ctx: Context,
	tx: Tx,
	{
		sheet,
		rubric,
		change
	}: {
		readonly sheet: SheetRow;
		readonly rubric: Rubric;
		readonly change: SheetChange & Pick<SaveMarks, 'baseVersion' | 'was'>;
	}
): Promise<Result<Omit<SavedMarks, 'problems'>>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const stored: SheetState = { ...sheet.content, comment: sheet.comment };
	const seen = change.baseVersion === sheet.version ? null : (change.was ?? {});
	const { state, conflicts, changed } = mergeSheet(stored, change, seen);
	const causes = checkDraft(rubric, state);
	if (causes.length > 0) return refuse('sheet_wrong', { causes });
	if (!changed) return ok({ version: sheet.version, savedAt: sheet.updatedAt, conflicts, state: stored });
	const savedAt = await tx.sheets.save(sheet.id, state.comment, rowsOf(rubric, state));
	const before = sheetValues(stored);
	const after = sheetValues(state);
	const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
		(path) => before[path] !== after[path]
	);
	const revision = sheet.version + 1;
	const { personId } = person.value;
	await noteFormWrite(ctx, tx, { id: sheet.id, part: 'sheet' }, { revision, personId, paths });
	return ok({ version: revision, savedAt, conflicts, state });
}
