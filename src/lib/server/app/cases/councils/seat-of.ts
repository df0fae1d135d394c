import { refuse, ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';
import type { MemberRow } from '../../councils/ports.ts';

/** The seat that the person behind the context holds among these members. Refuses `sign_in_needed`, `not_found`. */
export function seatAmong(ctx: Context, members: readonly MemberRow[]): Result<MemberRow> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const seat = members.find(
		({ personId, endedAt }) => personId === person.value.personId && endedAt === null
	);
	return seat === undefined ? refuse('not_found') : ok(seat);
}
