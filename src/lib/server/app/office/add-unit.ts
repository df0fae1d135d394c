import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { actorId, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { rowInput } from './row-input.ts';

const KEY = /^[a-z][a-z0-9_]{1,39}$/;

/**
 * A unit of the office under a short key, with its first name. Refuses as `rowInput`, `office_key_wrong`,
 * `office_key_taken`, `not_found`.
 */
export async function addUnit(
	ctx: Context,
	input: { readonly key: string; readonly name: string; readonly startsOn: string }
): Promise<Result<{ readonly unitId: string }>> {
	return transact(ctx, 'add_office_unit', { type: 'office_unit', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('office.manage');
		if (!allowed.ok) return allowed;
		const row = rowInput({ key: input.key, name: input.name }, input.startsOn);
		if (!row.ok) return row;
		const { words, startsOn } = row.value;
		if (!KEY.test(words.key)) return refuse('office_key_wrong', { field: 'key' });
		const [unitId, by] = [ctx.app.ids.v7(), actorId(ctx.actor) || null];
		if (!(await tx.office.addUnit({ id: unitId, key: words.key, by })))
			return refuse('office_key_taken', { field: 'key' });
		await tx.office.addName({ id: ctx.app.ids.v7(), unitId, name: words.name, startsOn, by });
		note({ objectId: unitId, after: { ...words, startsOn } });
		return ok({ unitId });
	});
}
