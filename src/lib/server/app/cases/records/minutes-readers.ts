import { can } from '#lib/domain/access/policy.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CallRow } from '../../calls/ports.ts';
import type { Repositories } from '../../ports.ts';
import type { SessionPlace } from '../../sessions/ports.ts';
import type { Context } from '../../use-case.ts';

/** Who held a seat in a session when it was closed. */
export interface MinutesSeat {
	readonly personId: string;
	readonly recused: boolean;
}

/**
 * Whether the minutes of a session are the reader's to read: the office's by programme, and everybody's who sat in
 * it. A member recused from the lot reads nothing of it, whatever else that person may be. Refuses `not_found`.
 */
export function mayReadMinutes(
	{ actor }: Pick<Context, 'actor'>,
	call: Pick<CallRow, 'id' | 'programme'>,
	seats: readonly MinutesSeat[]
): Result<unknown> {
	const subject = { programme: call.programme, callId: call.id };
	const seat =
		actor.kind === 'person' ? seats.find(({ personId }) => personId === actor.personId) : undefined;
	if (seat?.recused === true) return refuse('not_found');
	const office = can(actor, 'minutes.read', subject);
	return office.ok || seat === undefined ? office : can(actor, 'minutes.read_seat', subject);
}

/** The seats of a closed session; of one that was closed before its standing was kept, those who hold one now. */
export async function minutesSeats(read: Repositories, place: SessionPlace): Promise<readonly MinutesSeat[]> {
	const session = await read.sessions.of(place);
	if (session === undefined) return [];
	const members = await read.councils.members(session.councilId);
	const { standing } = session;
	if (standing === null) {
		return members
			.filter(({ endedAt }) => endedAt === null)
			.map(({ personId }) => ({ personId, recused: false }));
	}
	const recused = new Map(standing.members.map((seat) => [seat.memberId, seat.recused]));
	return members.flatMap(({ memberId, personId }) => {
		const stood = recused.get(memberId);
		return stood === undefined ? [] : [{ personId, recused: stood }];
	});
}
