import type { formatDate } from '#lib/i18n/formats/dates.ts';

/** A civil date, as the formats know it. */
type CivilDate = Exclude<Parameters<typeof formatDate>[0], Date>;

/** An instant stays one; text of a civil date is one; any other text is read as an ISO instant. */
export function momentOf(value: Date | string): Date | CivilDate {
	if (value instanceof Date) return value;
	return /^\d{4}-\d{2}-\d{2}$/.test(value) ? (value as CivilDate) : new Date(value);
}
