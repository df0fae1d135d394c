/** Published calls for programs: news (Atom, RFC 4287), dates (RFC 5545), data. */
import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { deadlineDay, endsWithDay } from '#lib/domain/shared/period.ts';
import { markupText } from '#lib/domain/shared/markup-text.ts';
import { windowOf } from '#lib/domain/workflow/call.ts';
import { formatDateTime, formatDeadline } from '#lib/i18n/formats/dates.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { PublicCall } from '#lib/server/app/calls/public-calls.ts';

export interface CallNews {
	readonly calls: readonly PublicCall[];
	readonly now: Date;
	readonly origin: string;
	readonly locale: Locale;
}

/** How often a program is asked to look again, seconds. */
const LOOK_AGAIN = 3600;

export const CALL_PAGE = '/dot-keu-goi';

const pageIn = (origin: string, locale: Locale, path: string): string =>
	`${origin}${locale === 'en' ? '/en' : ''}${path}`;

function factsOf({ summary, opensAt, closesAt, envelope }: PublicCall, locale: Locale): string[] {
	return [
		localizedText(summary, locale),
		m.public_feed_opens({ at: formatDateTime(opensAt, locale) }, { locale }),
		m.public_feed_closes({ at: formatDeadline(closesAt, locale) }, { locale }),
		...(envelope === null
			? []
			: [m.public_feed_envelope({ amount: formatDong(envelope, locale) }, { locale })])
	].filter((line) => line !== '');
}

/** An entry keeps its id for ever, in both languages. */
export function callNews({ calls, origin, locale }: Omit<CallNews, 'now'>): string {
	const home = pageIn(origin, locale, CALL_PAGE);
	const changed = ({ publishedAt, opensAt }: PublicCall): Date => publishedAt ?? opensAt;
	const newest = calls.map(changed).reduce((last, at) => (at > last ? at : last), new Date(0));
	const entries = calls.map((call) => {
		const page = pageIn(origin, locale, `${CALL_PAGE}/${encodeURIComponent(call.code)}`);
		return [
			'<entry>',
			`<id>${markupText(pageIn(origin, 'vi', `${CALL_PAGE}/${encodeURIComponent(call.code)}`))}</id>`,
			`<title>${markupText(`${call.code}: ${localizedText(call.title, locale)}`)}</title>`,
			`<link rel="alternate" type="text/html" href="${markupText(page)}"/>`,
			`<updated>${changed(call).toISOString()}</updated>`,
			`<summary>${markupText(factsOf(call, locale).join('\n'))}</summary>`,
			`<category term="${markupText(call.programme)}"/>`,
			'</entry>'
		].join('');
	});
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">`,
		`<id>${markupText(`${home}/tin.xml`)}</id>`,
		`<title>${markupText(m.public_feed_title({}, { locale }))}</title>`,
		`<author><name>${markupText(m.public_feed_author({}, { locale }))}</name></author>`,
		`<link rel="self" type="application/atom+xml" href="${markupText(`${home}/tin.xml`)}"/>`,
		`<link rel="alternate" type="text/html" href="${markupText(home)}"/>`,
		`<updated>${newest.toISOString()}</updated>`,
		...entries,
		'</feed>',
		''
	].join('\n');
}

/** The closing of each call; where it is the end of a day, that day. */
export function callCalendar({ calls, now, origin, locale }: CallNews): string {
	const calendar = ical({
		name: m.public_feed_calendar({}, { locale }),
		method: ICalCalendarMethod.PUBLISH,
		prodId: { company: 'Chuan', product: 'Grant portal', language: locale },
		ttl: LOOK_AGAIN
	});
	for (const call of calls) {
		const { closesAt, code } = call;
		calendar.createEvent({
			...(endsWithDay(closesAt)
				? { start: new Date(`${deadlineDay(closesAt)}T00:00:00Z`), allDay: true }
				: { start: closesAt, end: closesAt }),
			id: `${code}@${new URL(origin).hostname}`,
			stamp: now,
			summary: m.public_feed_deadline({ code }, { locale }),
			description: [localizedText(call.title, locale), ...factsOf(call, locale)].join('\n'),
			url: pageIn(origin, locale, `${CALL_PAGE}/${encodeURIComponent(code)}`),
			transparency: ICalEventTransparency.TRANSPARENT
		});
	}
	return calendar.toString();
}

/** Amounts are whole đồng as text, instants UTC: nothing is lost in a program that counts with floats. */
export function callData({ calls, now, origin, locale }: CallNews) {
	return calls.map((call) => ({
		code: call.code,
		programme: call.programme,
		title: call.title,
		summary: call.summary,
		opensAt: call.opensAt.toISOString(),
		closesAt: call.closesAt.toISOString(),
		standing: windowOf(call, now),
		envelope: call.envelope === null ? null : { amount: call.envelope.toString(), currency: 'VND' },
		lots: call.lots,
		page: pageIn(origin, locale, `${CALL_PAGE}/${encodeURIComponent(call.code)}`)
	}));
}
