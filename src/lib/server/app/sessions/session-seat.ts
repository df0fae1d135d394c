import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { MemberRow } from '../councils/ports.ts';
import { seatAmong } from '../cases/councils/seat-of.ts';
import type { Context, Verb } from '../use-case.ts';
import type { SessionCase } from '../cases/sessions/session-case.ts';

/** Who runs a session: chair and secretaries. */
export const RUNS_SESSION: readonly CouncilRole[] = [
	'chair',
	'scientific_secretary',
	'administrative_secretary'
];

/**
 * The seat of who runs the session. The table of permissions asks for a seat in the call; this asks for one in this
 * very council, in a role that runs it, or the one who leads in the chair's place. Refuses `not_found`, and
 * `conflict_blocks` to who is recused from the lot.
 */
export function runningSeat(ctx: Context, found: SessionCase, permit: Verb['permit']): Result<MemberRow> {
	const allowed = permit('session.run', found.subject);
	if (!allowed.ok) return allowed;
	const seat = seatAmong(ctx, found.record.members);
	if (!seat.ok) return seat;
	if (!RUNS_SESSION.includes(seat.value.role)) return refuse('not_found');
	return found.standing.recusedMemberIds.includes(seat.value.memberId)
		? refuse('conflict_blocks')
		: ok(seat.value);
}
