import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { parseCalendarDate } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { MemberRow } from '../councils/ports.ts';
import type { AttendanceRow } from './ports.ts';

const NOTE_LIMIT = 300;
const NUMBER_LIMIT = 60;

/** Who is there, as a form says it. */
export interface TypedAttendance {
	readonly memberId: string;
	readonly present: boolean;
	/** The vice-chair holds the chair's written authorisation, of this number and date as typed. */
	readonly authorised?: boolean;
	readonly authorisationNo?: string;
	readonly authorisedOn?: string;
	readonly note?: string;
}

/**
 * What is recorded of it. Refuses `attendance_wrong` with causes (`member_unknown`, `authorisation_not_vice_chair`,
 * `authorisation_needs_number`, the date's own, `authorisation_in_future`, `text_too_long`).
 */
export function attendanceRows(
	{ members }: { readonly members: readonly Pick<MemberRow, 'memberId' | 'role'>[] },
	typed: readonly TypedAttendance[],
	today: CalendarDate
): Result<AttendanceRow[]> {
	const causes: Refusal[] = [];
	const rows = typed.map(
		({ memberId, present, authorised = false, note: words = '', ...paper }): AttendanceRow => {
			const member = members.find((one) => one.memberId === memberId);
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
	return causes.length > 0 ? refuse('attendance_wrong', { causes }) : ok(rows);
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
