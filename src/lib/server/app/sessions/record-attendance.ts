import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { AttendanceRow } from './ports.ts';
import { heldSessionCase } from './session-case.ts';
import { runningSeat } from './session-seat.ts';

const NOTE_LIMIT = 300;

/**
 * Records who is there; until the session is closed it can be corrected, and a tally taken before is then out of
 * date. Refuses `attendance_wrong` with causes (`member_unknown`, `authorisation_not_vice_chair`,
 * `authorisation_needs_note`, `text_too_long`), `session_closed`, `not_found`.
 */
export async function recordAttendance(
	ctx: Context,
	input: {
		readonly lotId: string;
		readonly attendance: readonly {
			readonly memberId: string;
			readonly present: boolean;
			/** The vice-chair holds the chair's written authorisation; `note` names it. */
			readonly authorised?: boolean;
			readonly note?: string;
		}[];
	}
): Promise<Result<true>> {
	const about = { type: 'lot', id: input.lotId };
	return transact(ctx, 'record_attendance', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input.lotId);
		if (!found.ok) return found;
		const seat = runningSeat(ctx, found.value, permit);
		if (!seat.ok) return seat;
		const { session, standing, attendance } = found.value;
		if (session.state === 'closed') return refuse('session_closed');

		const causes: Refusal[] = [];
		const rows = input.attendance.map(
			({ memberId, present, authorised = false, note: words = '' }): AttendanceRow => {
				const member = standing.members.find((one) => one.memberId === memberId);
				const said = collapse(words);
				if (member === undefined) causes.push({ code: 'member_unknown' });
				else if (authorised && member.role !== 'vice_chair') {
					causes.push({ code: 'authorisation_not_vice_chair', field: `authorised.${memberId}` });
				} else if (authorised && said === '') {
					causes.push({ code: 'authorisation_needs_note', field: `note.${memberId}` });
				}
				if ([...said].length > NOTE_LIMIT) {
					causes.push({
						code: 'text_too_long',
						field: `note.${memberId}`,
						params: { max: String(NOTE_LIMIT) }
					});
				}
				return { memberId, present, authorised, note: said };
			}
		);
		if (causes.length > 0) return refuse('attendance_wrong', { causes });
		await tx.sessions.saveAttendance(session.id, rows);
		note({ before: attendance, after: rows });
		return ok(true);
	});
}
