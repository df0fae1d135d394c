import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { attendanceRows } from './attendance-rows.ts';
import type { TypedAttendance } from './attendance-rows.ts';
import type { AttendanceRow, SessionPlace } from './ports.ts';
import { namesOf, recordedMarks, unlessSeen } from './recorded-marks.ts';
import { heldSessionCase } from '../cases/sessions/session-case.ts';
import { runningSeat } from './session-seat.ts';

/**
 * Records who is there; until the session is closed it can be corrected, and a tally taken before is then out of
 * date. `seen`: the mark of the list that the writer's page showed. Refuses what `attendanceRows` refuses,
 * `attendance_changed` {names} where somebody else has recorded since, `session_closed`, `not_found`.
 */
export async function recordAttendance(
	ctx: Context,
	input: SessionPlace & {
		readonly attendance: readonly TypedAttendance[];
		readonly seen?: string | undefined;
	}
): Promise<Result<true>> {
	const about: AuditedObject = { type: 'lot', id: input.lotId };
	return transact(ctx, 'record_attendance', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input);
		if (!found.ok) return found;
		const seat = runningSeat(ctx, found.value, permit);
		if (!seat.ok) return seat;
		const { session, standing, attendance } = found.value;
		if (session.state === 'closed') return refuse('session_closed');
		const rows = attendanceRows(standing, input.attendance, vietnamDateOf(await tx.clock.now()));
		if (!rows.ok) return rows;
		const before = recordedMarks.attendance(ctx, attendance);
		if (before !== recordedMarks.attendance(ctx, rows.value)) {
			const there = (list: readonly AttendanceRow[], id: string): boolean =>
				list.some(({ memberId, present }) => memberId === id && present);
			const other = standing.members.filter(
				({ memberId }) => there(attendance, memberId) !== there(rows.value, memberId)
			);
			const shown = unlessSeen(
				input.seen,
				before,
				because('attendance_changed', { params: { names: namesOf(other) } })
			);
			if (!shown.ok) return shown;
		}
		await tx.sessions.saveAttendance(session.id, rows.value);
		note({ before: attendance, after: rows.value });
		return ok(true);
	});
}
