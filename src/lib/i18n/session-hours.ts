import { formatDateTime } from './formats/dates.ts';
import type { Locale } from './formats/locale.ts';
import { m } from './paraglide/messages.js';

/**
 * When a meeting was called for, when it began and ended, in that order and as far as it went: the same words on the
 * pages and in the minutes. Empty while nothing is planned.
 */
export function sessionHours(
	session: {
		readonly scheduledAt: Date | null;
		readonly place: string;
		readonly openedAt: Date | null;
		readonly closedAt: Date | null;
	},
	locale: Locale
): string {
	const { scheduledAt, place, openedAt, closedAt } = session;
	const when = (at: Date): string => formatDateTime(at, locale);
	const called =
		scheduledAt === null
			? []
			: place === ''
				? [m.councils_called_at({ when: when(scheduledAt) }, { locale })]
				: [m.councils_called_to({ when: when(scheduledAt), place }, { locale })];
	return [
		...called,
		...(openedAt === null ? [] : [m.councils_begun_at({ when: when(openedAt) }, { locale })]),
		...(closedAt === null ? [] : [m.councils_ended_at({ when: when(closedAt) }, { locale })])
	].join('; ');
}
