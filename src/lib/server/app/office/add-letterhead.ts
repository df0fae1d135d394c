import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { actorId, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { mayFollow, rowInput } from './row-input.ts';

const LETTERS = /^[A-ZĐ]{2,20}$/;

/**
 * What stands at the head of papers from a day on; papers of earlier days keep theirs. Refuses as `rowInput` and
 * `mayBegin`, `office_letters_wrong`, `not_found`.
 */
export async function addLetterhead(
	ctx: Context,
	input: Letterhead & { readonly startsOn: string }
): Promise<Result<true>> {
	return transact(ctx, 'add_letterhead', { type: 'letterhead', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('office.manage');
		if (!allowed.ok) return allowed;
		const { startsOn: typedDay, superior, office, officeInText, officeInEnglish, place, letters } = input;
		const row = rowInput({ superior, office, officeInText, officeInEnglish, place, letters }, typedDay);
		if (!row.ok) return row;
		const { words, startsOn } = row.value;
		if (!LETTERS.test(words.letters)) return refuse('office_letters_wrong', { field: 'letters' });
		const rows = await tx.office.letterheads();
		const may = await mayFollow(tx, startsOn, rows);
		if (!may.ok) return may;
		const id = ctx.app.ids.v7();
		await tx.office.addLetterhead({ id, ...words, startsOn, by: actorId(ctx.actor) || null });
		const before = rows.at(-1);
		note({ objectId: id, ...(before === undefined ? {} : { before }), after: { ...words, startsOn } });
		return ok(true);
	});
}
