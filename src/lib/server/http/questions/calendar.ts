import { calendarDayShape } from '#lib/contracts/calendar/calendar-day.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import type { Question } from '#lib/contracts/question.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { tryCalendarDay, tryWithoutDay } from '#lib/server/app/calendar/try-calendar-day.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { isConfirmed } from '../ask-first.ts';

/** What a change of the calendar is asked: how many deadlines it moves. What would be refused is not asked first. */
export async function questionOfCalendar(
	ctx: Context,
	act: 'add' | 'end',
	fields: Readonly<Record<string, string>>
): Promise<Question | undefined> {
	if (isConfirmed(fields)) return undefined;
	const input = act === 'add' ? parseInput(calendarDayShape, fields) : undefined;
	if (input?.ok === false) return undefined;
	const tried =
		input === undefined
			? await tryWithoutDay(ctx, fields['dayId'] ?? '')
			: await tryCalendarDay(ctx, input.value);
	if (!tried.ok) return undefined;
	const date = formatDate(tried.value.date, getLocale());
	return {
		title: act === 'add' ? m.admin_calendar_add_question({ date }) : m.admin_calendar_end_question({ date }),
		follows: [
			m.admin_calendar_moves({ count: tried.value.moved }),
			...(act === 'end' ? [m.admin_calendar_end_text()] : []),
			m.admin_calendar_moves_told()
		],
		confirm: act === 'add' ? m.admin_calendar_add() : m.admin_calendar_end()
	};
}
