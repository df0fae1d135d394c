import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { formatDate } from './formats/dates.ts';
import type { Locale } from './formats/locale.ts';
import { m } from './paraglide/messages.js';

interface Authorised {
	readonly note: string;
	readonly authorisation: { readonly number: string; readonly date: CalendarDate } | null;
}

/** "chủ trì theo giấy ủy quyền số 05/GUQ ngày 28/11/2026"; what was only noted stands as it was noted. */
export function presidingWords({ authorisation, note }: Authorised, locale: Locale): string {
	if (authorisation === null) {
		return [m.councils_authorised({}, { locale }), note].filter((words) => words !== '').join(' ');
	}
	const date = formatDate(authorisation.date, locale);
	return m.councils_authorised_by({ number: authorisation.number, date }, { locale });
}

/** How a member took part in a session: the same on its page and in its minutes. */
export function attendanceWords(
	member: {
		readonly present: boolean;
		readonly recused: boolean;
		readonly leads: boolean;
		/** Absent, and heard by sheets that were sent. */
		readonly opinion: boolean;
		/** Codes of single applications that the member does not judge. */
		readonly spared: readonly string[];
	},
	locale: Locale
): string {
	if (member.recused) return m.councils_took_no_part({}, { locale });
	const words = member.present
		? member.leads
			? m.councils_present_leads({}, { locale })
			: m.councils_present_only({}, { locale })
		: member.opinion
			? m.councils_absent_opinion({}, { locale })
			: m.councils_absent_only({}, { locale });
	if (member.spared.length === 0) return words;
	return `${words}; ${m.councils_spared({ codes: member.spared.join(', ') }, { locale })}`;
}
