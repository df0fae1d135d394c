import { checkCountingBoard } from '#lib/domain/councils/session.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { heldSessionCase } from './session-case.ts';
import { runningSeat } from './session-seat.ts';

/**
 * Records whom the meeting elected to count the ballots, and who is at the head; until the session is closed it can be
 * corrected. No tally is taken without them. Refuses those of `checkCountingBoard`, `session_not_open`,
 * `session_closed`, `not_found`.
 */
export async function recordCountingBoard(
	ctx: Context,
	input: { readonly lotId: string; readonly memberIds: readonly string[]; readonly headId: string }
): Promise<Result<true>> {
	const about = { type: 'lot', id: input.lotId };
	return transact(ctx, 'record_counting_board', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input.lotId);
		if (!found.ok) return found;
		const seat = runningSeat(ctx, found.value, permit);
		if (!seat.ok) return seat;
		const { session, standing, quorum, record } = found.value;
		if (session.state === 'closed') return refuse('session_closed');
		if (session.state === 'planned') return refuse('session_not_open');
		const board = input.memberIds.map((memberId) => ({ memberId, head: memberId === input.headId }));
		const checked = checkCountingBoard(board, {
			memberIds: standing.members.map(({ memberId }) => memberId),
			presentIds: quorum.presentIds,
			rules: record.rules
		});
		if (!checked.ok) return checked;
		await tx.sessions.saveCountingBoard(session.id, checked.value);
		note({ before: { countingBoard: session.countingBoard }, after: { countingBoard: checked.value } });
		return ok(true);
	});
}
