import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { parseCalendarDate, vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { AttendanceRow } from './ports.ts';
import { heldSessionCase } from './session-case.ts';
import { runningSeat } from './session-seat.ts';

const NOTE_LIMIT = 300;
const NUMBER_LIMIT = 60;

/**
 * Records who is there; until the session is closed it can be corrected, and a tally taken before is then out of
 * date. Refuses `attendance_wrong` with causes (`member_unknown`, `authorisation_not_vice_chair`,
 * `authorisation_needs_number`, the date's own, `authorisation_in_future`, `text_too_long`), `session_closed`, `not_found`.
 */
export async function recordAttendance(
	ctx: Context,
	input: {
		readonly lotId: string;
		readonly attendance: readonly {
			readonly memberId: string;
			readonly present: boolean;
			/** The vice-chair holds the chair's written authorisation, of this number and date as typed. */
			readonly authorised?: boolean;
			readonly authorisationNo?: string;
			readonly authorisedOn?: string;
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
		const today = vietnamDateOf(await tx.clock.now());
		const rows = input.attendance.map(
			({ memberId, present, authorised = false, note: words = '', ...paper }): AttendanceRow => {
				const member = standing.members.find((one) => one.memberId === memberId);
				const said = collapse(words);
				if (member === undefined) causes.push({ code: 'member_unknown' });
				else if (authorised && member.role !== 'vice_chair') {
					causes.push({ code: 'authorisation_not_vice_chair', field: `authorised.${memberId}` });
				}
				const authorisation =
					authorised && member?.role === 'vice_chair' ? readAuthorisation(memberId, paper, today) : ok(null);
				if (!authorisation.ok) causes.push(...(authorisation.refusal.causes ?? []));
				if ([...said].length > NOTE_LIMIT) {
					causes.push({
						code: 'text_too_long',
						field: `note.${memberId}`,
						params: { max: String(NOTE_LIMIT) }
					});
				}
				return {
					memberId,
					present,
					authorised,
					note: said,
					authorisation: authorisation.ok ? authorisation.value : null
				};
			}
		);
		if (causes.length > 0) return refuse('attendance_wrong', { causes });
		await tx.sessions.saveAttendance(session.id, rows);
		note({ before: attendance, after: rows });
		return ok(true);
	});
}

/** The paper by which a vice-chair presides; all that is wrong with it as causes. */
function readAuthorisation(
	memberId: string,
	typed: { readonly authorisationNo?: string; readonly authorisedOn?: string },
	today: CalendarDate
): Result<NonNullable<AttendanceRow['authorisation']>> {
	const causes: Refusal[] = [];
	const number = collapse(typed.authorisationNo ?? '');
	if (number === '') causes.push({ code: 'authorisation_needs_number', field: `number.${memberId}` });
	if ([...number].length > NUMBER_LIMIT) {
		const params = { max: String(NUMBER_LIMIT) };
		causes.push({ code: 'text_too_long', field: `number.${memberId}`, params });
	}
	const date = parseCalendarDate(typed.authorisedOn ?? '', `on.${memberId}`);
	if (!date.ok) causes.push(date.refusal);
	else if (date.value > today) causes.push({ code: 'authorisation_in_future', field: `on.${memberId}` });
	return date.ok && causes.length === 0
		? ok({ number, date: date.value })
		: refuse('attendance_wrong', { causes });
}
