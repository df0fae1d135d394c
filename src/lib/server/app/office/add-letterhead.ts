import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { actorId, ask, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { Repositories } from '../ports.ts';
import { mayFollow, rowInput } from './row-input.ts';

const LETTERS = /^[A-ZĐ]{2,20}$/;

type TypedLetterhead = Letterhead & { readonly startsOn: string };

/** The row that this would be, and the one that it follows. */
async function letterheadRow(read: Pick<Repositories, 'clock' | 'office'>, input: TypedLetterhead) {
	const { startsOn: typedDay, superior, office, officeInText, officeInEnglish, place, letters } = input;
	const row = rowInput({ superior, office, officeInText, officeInEnglish, place, letters }, typedDay);
	if (!row.ok) return row;
	if (!LETTERS.test(row.value.words.letters)) return refuse('office_letters_wrong', { field: 'letters' });
	const rows = await read.office.letterheads();
	const may = await mayFollow(read, row.value.startsOn, rows);
	return may.ok ? ok({ ...row.value, before: rows.at(-1) }) : may;
}

/** What would stand at the head of papers, and from when, for the question before. Refuses as `addLetterhead`. */
export async function tryLetterhead(
	ctx: Context,
	input: TypedLetterhead
): Promise<Result<{ readonly words: Letterhead; readonly startsOn: CalendarDate }>> {
	return ask(ctx, 'office.manage', {}, (read) => letterheadRow(read, input));
}

/**
 * What stands at the head of papers from a day on; papers of earlier days keep theirs. Refuses as `rowInput` and
 * `mayBegin`, `office_letters_wrong`, `not_found`.
 */
export async function addLetterhead(ctx: Context, input: TypedLetterhead): Promise<Result<true>> {
	return transact(ctx, 'add_letterhead', { type: 'letterhead', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('office.manage');
		if (!allowed.ok) return allowed;
		const row = await letterheadRow(tx, input);
		if (!row.ok) return row;
		const { words, startsOn, before } = row.value;
		const id = ctx.app.ids.v7();
		await tx.office.addLetterhead({ id, ...words, startsOn, by: actorId(ctx.actor) || null });
		note({ objectId: id, ...(before === undefined ? {} : { before }), after: { ...words, startsOn } });
		return ok(true);
	});
}
