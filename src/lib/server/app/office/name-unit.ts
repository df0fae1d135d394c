import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { actorId, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { mayFollow, rowInput } from './row-input.ts';

/** What a unit is called from a day on. Refuses as `rowInput` and `mayBegin`, `not_found`. */
export async function nameUnit(
	ctx: Context,
	input: { readonly unitId: string; readonly name: string; readonly startsOn: string }
): Promise<Result<true>> {
	return transact(ctx, 'name_office_unit', { type: 'office_unit', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('office.manage');
		if (!allowed.ok) return allowed;
		const unit = (await tx.office.units()).find(({ id }) => id === input.unitId);
		if (unit === undefined) return refuse('not_found');
		const row = rowInput({ name: input.name }, input.startsOn);
		if (!row.ok) return row;
		const { words, startsOn } = row.value;
		const may = await mayFollow(tx, startsOn, unit.names);
		if (!may.ok) return may;
		const by = actorId(ctx.actor) || null;
		await tx.office.addName({ id: ctx.app.ids.v7(), unitId: unit.id, name: words.name, startsOn, by });
		note({ objectId: unit.id, before: unit.names.at(-1), after: { ...words, startsOn } });
		return ok(true);
	});
}
