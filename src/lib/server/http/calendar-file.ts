/** Deadlines as a calendar that other programs subscribe to (RFC 5545). */
import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { deadlineDay, endsWithDay } from '#lib/domain/shared/period.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { TaskRow } from '#lib/server/app/tasks/ports.ts';
import { isOwn, taskName, taskTitle, wayTo } from '#lib/server/app/tasks/task-words.ts';
import type { CalendarOfWork } from '#lib/server/app/work/work-calendar.ts';

/** How often a program is asked to look again, seconds. */
const LOOK_AGAIN = 3600;

/** A deadline at the end of a day is that day; one at an hour is that hour. */
function when(due: Date) {
	return endsWithDay(due)
		? { start: new Date(`${deadlineDay(due)}T00:00:00Z`), allDay: true }
		: { start: due, end: due };
}

export function calendarFile({ work, locale, now }: CalendarOfWork, origin: string): string {
	const calendar = ical({
		name: m.accounts_calendar_name({}, { locale }),
		method: ICalCalendarMethod.PUBLISH,
		prodId: { company: 'Chuan', product: 'Grant portal', language: locale },
		ttl: LOOK_AGAIN
	});
	for (const row of work) {
		const { kind, due } = row;
		if (due === null || !isOwn(kind)) continue;
		const path = wayTo({ ...row, kind });
		calendar.createEvent({
			...when(due),
			id: uidOf(row, origin),
			stamp: now,
			summary: taskTitle(kind, row, locale),
			description: [
				taskName(row, locale),
				...(row.provisional ? [m.accounts_calendar_provisional({}, { locale })] : [])
			]
				.filter((line) => line !== '')
				.join('\n'),
			url: `${origin}${locale === 'en' ? '/en' : ''}${path}`,
			// Whoever has a deadline is not away.
			transparency: ICalEventTransparency.TRANSPARENT
		});
	}
	return calendar.toString();
}

/** The same event as long as it is the same piece of work, also when its deadline moves. */
function uidOf({ kind, target, part }: TaskRow, origin: string): string {
	return [kind, target, part].filter((piece) => piece !== '').join('.') + `@${new URL(origin).hostname}`;
}
