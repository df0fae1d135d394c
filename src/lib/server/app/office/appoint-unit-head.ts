import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { actorId, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { mayFollow, rowInput } from './row-input.ts';

/** Who heads a unit from a day on, and under which title. Refuses as `rowInput` and `mayBegin`, `not_found`. */
export async function appointUnitHead(
	ctx: Context,
	input: {
		readonly unitId: string;
		readonly title: string;
		readonly fullName: string;
		readonly startsOn: string;
	}
): Promise<Result<true>> {
	const about = { type: 'office_unit', id: '' } as const;
	return transact(ctx, 'appoint_unit_head', about, async ({ tx, permit, note }) => {
		const allowed = permit('office.manage');
		if (!allowed.ok) return allowed;
		const unit = (await tx.office.units()).find(({ id }) => id === input.unitId);
		if (unit === undefined) return refuse('not_found');
		const row = rowInput({ title: input.title, fullName: input.fullName }, input.startsOn);
		if (!row.ok) return row;
		const { words, startsOn } = row.value;
		const may = await mayFollow(tx, startsOn, unit.heads);
		if (!may.ok) return may;
		const by = actorId(ctx.actor) || null;
		await tx.office.addHead({ id: ctx.app.ids.v7(), unitId: unit.id, ...words, startsOn, by });
		note({ objectId: unit.id, before: unit.heads.at(-1), after: { ...words, startsOn } });
		return ok(true);
	});
}
