import { checkCountingBoard } from '#lib/domain/councils/session.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { namesOf, recordedMarks, unlessSeen } from './recorded-marks.ts';
import type { SessionPlace } from './ports.ts';
import { heldSessionCase } from '../cases/sessions/session-case.ts';
import { runningSeat } from './session-seat.ts';

/**
 * Records whom the meeting elected to count the ballots, and who is at the head; until the session is closed it can be
 * corrected. No tally is taken without them. `seen`: the mark of the board that the writer's page showed. Refuses those
 * of `checkCountingBoard`, `board_changed` {names} where somebody else has recorded since, `session_not_open`,
 * `session_closed`, `not_found`.
 */
export async function recordCountingBoard(
	ctx: Context,
	input: SessionPlace & {
		readonly memberIds: readonly string[];
		readonly headId: string;
		readonly seen?: string | undefined;
	}
): Promise<Result<true>> {
	const about: AuditedObject = { type: 'lot', id: input.lotId };
	return transact(ctx, 'record_counting_board', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input);
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
		const before = recordedMarks.board(ctx, session);
		if (before !== recordedMarks.board(ctx, { countingBoard: checked.value })) {
			const elected = standing.members.filter((member) =>
				session.countingBoard.some(({ memberId }) => memberId === member.memberId)
			);
			const shown = unlessSeen(
				input.seen,
				before,
				because('board_changed', { params: { names: namesOf(elected) } })
			);
			if (!shown.ok) return shown;
		}
		await tx.sessions.saveCountingBoard(session.id, checked.value);
		note({ before: { countingBoard: session.countingBoard }, after: { countingBoard: checked.value } });
		return ok(true);
	});
}
