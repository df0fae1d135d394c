import { portalAddress } from '#lib/i18n/address.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { TaskRow } from '#lib/server/app/tasks/ports.ts';
import { isOwn, taskName, taskTitle, wayTo } from '#lib/server/app/cases/tasks/task-words.ts';
import type { CalendarOfWork } from '#lib/server/app/work/work-calendar.ts';
import { addDeadline, openDeadlines } from './deadline-calendar.ts';

/** The open work of a person, as a calendar. */
export function calendarFile({ work, locale, now }: CalendarOfWork, origin: string): string {
	const calendar = openDeadlines(m.accounts_calendar_name({}, { locale }), locale);
	for (const row of work) {
		const { kind, due } = row;
		if (due === null || !isOwn(kind)) continue;
		const description = [
			taskName(row, locale),
			...(row.provisional ? [m.accounts_calendar_provisional({}, { locale })] : [])
		]
			.filter((line) => line !== '')
			.join('\n');
		const url = portalAddress(origin, wayTo({ ...row, kind }), locale);
		addDeadline(
			calendar,
			{ id: idOf(row), due, summary: taskTitle(kind, row, locale), description, url },
			now
		);
	}
	return calendar.toString();
}

function idOf({ kind, target, part }: TaskRow): string {
	return [kind, target, part].filter((piece) => piece !== '').join('.');
}
