import type { SaveOperations } from '#lib/contracts/drafts/save-operations.ts';
import { placeApply } from '#lib/domain/drafts/place-values.ts';
import type { PlaceValues } from '#lib/domain/drafts/place-values.ts';
import { readSheetPlace, sheetOf, sheetValues } from '#lib/domain/scoring/sheet-places.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { SavedOperations } from '../drafts/ports.ts';
import { takeOperations } from '../steps/drafts/take-operations.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { openSheet, rowsOf } from './open-sheet.ts';

/**
 * Takes what is marked and written on a draft sheet, place by place and each operation once. A mark that is not
 * possible comes back with the reason, the rest is taken. Refusals: those of `openSheet`.
 */
export async function saveTypedMarks(
	ctx: Context,
	input: {
		readonly councilId: string;
		readonly applicationId: string;
		readonly message: SaveOperations;
	}
): Promise<Result<SavedOperations<PlaceValues>>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const about: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'save_marks', about, async ({ tx, permit, note }) => {
		const opened = await openSheet(ctx, { tx, permit }, input);
		if (!opened.ok) return opened;
		const { rubric, sheet } = opened.value;

		const state = { values: sheetValues({ ...sheet.content, comment: sheet.comment }) };
		const taken = await takeOperations(
			tx,
			{ id: sheet.id, part: 'sheet' },
			{ revision: sheet.version, message: input.message, personId: person.value.personId },
			placeApply(state, (path, value) => readSheetPlace(rubric, path, value))
		);
		const { revision, outcomes } = taken;
		const after = sheetOf(state.values);
		const savedAt = taken.changed
			? await tx.sheets.save(sheet.id, after.comment, rowsOf(rubric, after))
			: null;
		if (taken.changed) note({ after: { sheetId: sheet.id, version: revision } });
		return ok({ revision, savedAt, outcomes, ...(taken.behind ? { content: state.values } : {}) });
	});
}
