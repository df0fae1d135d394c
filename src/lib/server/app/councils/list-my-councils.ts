import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { TaskRow } from '../tasks/ports.ts';
import { asPerson } from '../cases/tasks/standing-of.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { SeatSummary } from './ports.ts';

/** A seat, with the tasks that the list of tasks and the count in the menu know of it. */
export interface MySeat extends SeatSummary {
	readonly tasks: readonly TaskRow[];
}

/** More than these in all councils together nobody has; the rooms of the councils show them all. */
const TASKS = 200;

/** Councils of a page. */
export const COUNCILS_PAGE_SIZE = 20;

/** The councils that the person sits on, the newest first, with what waits in each. Refuses `not_found` for who sits on none. */
export async function listMyCouncils(
	ctx: Context,
	page = 1
): Promise<Result<{ readonly seats: readonly MySeat[]; readonly page: number; readonly total: number }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { personId } = person.value;
	return ask(ctx, 'council.sit', {}, async (read) => {
		const size = COUNCILS_PAGE_SIZE;
		const asked = await read.councils.seatsOf(personId, { page, size });
		// A page behind the last one, of an old link: the first is shown.
		const shown = asked.rows.length === 0 && page > 1 ? 1 : page;
		const { rows: seats, total } =
			shown === page ? asked : await read.councils.seatsOf(personId, { page: shown, size });
		const waiting = await read.tasks.waiting(asPerson(personId), TASKS);
		const byCouncil = Map.groupBy(waiting, ({ target }) => target);
		return ok({
			seats: seats.map((seat) => ({ ...seat, tasks: byCouncil.get(seat.councilId) ?? [] })),
			page: shown,
			total
		});
	});
}
