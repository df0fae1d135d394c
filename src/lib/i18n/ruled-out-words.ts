import { formatDate } from './formats/dates.ts';
import type { Locale } from './formats/locale.ts';
import { m } from './paraglide/messages.js';

/** Whom a ruling on a late tie took out of a lot, since when and why: the same on the session's page and in its minutes. */
export function ruledOutWords(
	one: {
		readonly member: string;
		readonly organisation: string;
		readonly reason: string;
		readonly ruledAt: Date;
	},
	locale: Locale
): string {
	const { member, organisation, reason, ruledAt } = one;
	const date = formatDate(ruledAt, locale);
	return m.ties_session_ruled_out_line({ member, date, organisation, reason }, { locale });
}
