/** Published calls for programs: news (Atom, RFC 4287), dates (RFC 5545), data. */
import { markupText } from '#lib/domain/shared/markup-text.ts';
import { windowOf } from '#lib/domain/workflow/call.ts';
import { portalAddress } from '#lib/i18n/address.ts';
import { formatDateTime, formatDeadline } from '#lib/i18n/formats/dates.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { PublicCall } from '#lib/server/app/calls/public-calls.ts';
import { addDeadline, openDeadlines } from './deadline-calendar.ts';

export interface CallNews {
	readonly calls: readonly PublicCall[];
	readonly now: Date;
	readonly origin: string;
	readonly locale: Locale;
}

const CALL_PAGE = '/dot-keu-goi';

/** The page of a call, or of them all. */
const pageIn = (origin: string, locale: Locale, code?: string): string =>
	portalAddress(origin, code === undefined ? CALL_PAGE : `${CALL_PAGE}/${encodeURIComponent(code)}`, locale);

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
	const home = pageIn(origin, locale);
	const changed = ({ publishedAt, opensAt }: PublicCall): Date => publishedAt ?? opensAt;
	const newest = calls.map(changed).reduce((last, at) => (at > last ? at : last), new Date(0));
	const entries = calls.map((call) => {
		const page = pageIn(origin, locale, call.code);
		return [
			'<entry>',
			`<id>${markupText(pageIn(origin, 'vi', call.code))}</id>`,
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

/** The closing of each call. */
export function callCalendar({ calls, now, origin, locale }: CallNews): string {
	const calendar = openDeadlines(m.public_feed_calendar({}, { locale }), locale);
	for (const call of calls) {
		const { closesAt: due, code } = call;
		const summary = m.public_feed_deadline({ code }, { locale });
		const description = [localizedText(call.title, locale), ...factsOf(call, locale)].join('\n');
		const url = pageIn(origin, locale, code);
		addDeadline(calendar, { id: code, due, summary, description, url, sequence: call.version }, now);
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
		page: pageIn(origin, locale, call.code)
	}));
}
