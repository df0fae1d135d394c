import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { SeatSummary } from './ports.ts';

/** The councils that the person sits on, with what waits in each. Refuses `not_found` for who sits on none. */
export async function listMyCouncils(ctx: Context): Promise<Result<readonly SeatSummary[]>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	return ask(ctx, 'council.sit', {}, async (read) => ok(await read.councils.seatsOf(person.value.personId)));
}
