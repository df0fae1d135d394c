/** A calendar of deadlines that other programs subscribe to (RFC 5545). */
import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { ICalCalendar } from 'ical-generator';
import { deadlineDay, endsWithDay } from '#lib/domain/shared/period.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';

/** How often a program is asked to look again, seconds. */
const LOOK_AGAIN = 3600;

export function openDeadlines(name: string, locale: Locale): ICalCalendar {
	return ical({
		name,
		method: ICalCalendarMethod.PUBLISH,
		prodId: { company: 'Chuan', product: 'Grant portal', language: locale },
		ttl: LOOK_AGAIN
	});
}

export interface Deadline {
	/** The same as long as it is the same deadline, also when it moves. */
	readonly id: string;
	readonly due: Date;
	readonly summary: string;
	readonly description: string;
	readonly url: string;
	/** Grows with each change, so that a calendar which took it once takes it again. */
	readonly sequence?: number;
}

/** A deadline at the end of a day is that day; one at an hour is that hour. Whoever has one is not away. */
export function addDeadline(calendar: ICalCalendar, { id, due, ...said }: Deadline, now: Date): void {
	calendar.createEvent({
		...(endsWithDay(due)
			? { start: new Date(`${deadlineDay(due)}T00:00:00Z`), allDay: true }
			: { start: due, end: due }),
		...said,
		id: `${id}@${new URL(said.url).hostname}`,
		stamp: now,
		transparency: ICalEventTransparency.TRANSPARENT
	});
}
