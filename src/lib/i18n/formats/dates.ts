import {
	dateParts,
	deadlineDay,
	endsWithDay,
	vietnamDateOf,
	vietnamTimeOf,
	type CalendarDate
} from '#lib/domain/shared/period.ts';
import type { Locale } from './locale.ts';

const ENGLISH_MONTHS = [
	...['January', 'February', 'March', 'April', 'May', 'June'],
	...['July', 'August', 'September', 'October', 'November', 'December']
];

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}

/** A civil date as it is; an instant as the day that it falls on in Vietnam. */
function civilDate(moment: CalendarDate | Date): CalendarDate {
	return moment instanceof Date ? vietnamDateOf(moment) : moment;
}

/** `05/02/2026`; in English `5 Feb 2026`, since 05/02 would be read as May by some. Instants show their day in Vietnam. */
export function formatDate(moment: CalendarDate | Date, locale: Locale): string {
	const { year, month, day } = dateParts(civilDate(moment));
	if (locale === 'en') return `${day} ${(ENGLISH_MONTHS[month - 1] ?? '').slice(0, 3)} ${year}`;
	return `${twoDigits(day)}/${twoDigits(month)}/${year}`;
}

/** `17:00`, by the clock in Vietnam. */
export function formatTime(instant: Date): string {
	const { hour, minute } = vietnamTimeOf(instant);
	return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** `17:00 06/11/2026`; in English `17:00, 6 Nov 2026`. Time of Vietnam. */
export function formatDateTime(instant: Date, locale: Locale): string {
	return `${formatTime(instant)}${locale === 'en' ? ',' : ''} ${formatDate(instant, locale)}`;
}

/**
 * A deadline as people read it: `17:00 06/11/2026`, and where it is the end of a day, `hết ngày 07/12/2026` (stored as
 * 00:00 of the 8th); in English `end of 7 Dec 2026`.
 */
export function formatDeadline(deadline: Date, locale: Locale): string {
	if (!endsWithDay(deadline)) return formatDateTime(deadline, locale);
	const day = formatDate(deadlineDay(deadline), locale);
	return locale === 'en' ? `end of ${day}` : `hết ngày ${day}`;
}

/** To the second, for receipts and the audit trail: `16:59:59 06/11/2026`. What lies below a second is cut off, not rounded. */
export function formatDateTimeSeconds(instant: Date, locale: Locale): string {
	const second = twoDigits(vietnamTimeOf(instant).second);
	return `${formatTime(instant)}:${second}${locale === 'en' ? ',' : ''} ${formatDate(instant, locale)}`;
}

/**
 * The date line of an official document: "ngày 05 tháng 02 năm 2026", "ngày 21 tháng 4 năm 2020": days below 10 and
 * the months 1 and 2 take a zero, other months do not (NĐ 30/2020, Annex I). In English `5 February 2026`.
 */
export function formatLongDate(moment: CalendarDate | Date, locale: Locale): string {
	const { year, month, day } = dateParts(civilDate(moment));
	if (locale === 'en') return `${day} ${ENGLISH_MONTHS[month - 1] ?? ''} ${year}`;
	return `ngày ${twoDigits(day)} tháng ${month <= 2 ? twoDigits(month) : month} năm ${year}`;
}
