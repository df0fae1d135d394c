import type { AlarmKind } from '#lib/domain/operations/alarms.ts';
import type { Check } from '#lib/domain/operations/readiness.ts';
import { sayCheck } from '#lib/i18n/check-words.ts';
import { formatDateTimeSeconds } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Locale, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const ALARM_LETTERS = {
	begun: ownLetter('alarm_begun', ['alarm', 'since'], (values, at) => ({
		subject: m.mail_alarm_subject(values, at),
		paragraphs: [m.mail_alarm_text(values, at)]
	})),
	over: ownLetter('alarm_over', ['alarm', 'since', 'until'], (values, at) => ({
		subject: m.mail_alarm_over_subject(values, at),
		paragraphs: [m.mail_alarm_over_text(values, at)]
	}))
};

interface Alarm {
	readonly kind: AlarmKind;
	readonly since: Date;
	readonly checks: readonly Check[];
}

/** What was found of each check, and what to do while it is not well. */
const factsOf = (checks: readonly Check[], locale: Locale): (readonly [string, string])[] =>
	checks.map((check) => {
		const { title, found, todo } = sayCheck(check, locale);
		return [title, [found, todo].filter(Boolean).join('. ')];
	});

const actionIn = (locale: Locale) => ({
	label: m.mail_alarm_action({}, { locale }),
	path: '/quan-tri/san-sang'
});

export function alarmBegun({ kind, since, checks }: Alarm): Words {
	return (locale) => ({
		...said(
			ALARM_LETTERS.begun,
			{ alarm: m.admin_alarm({ kind }, { locale }), since: formatDateTimeSeconds(since, locale) },
			locale
		),
		facts: factsOf(checks, locale),
		action: actionIn(locale),
		notes: [m.mail_alarm_note({}, { locale })]
	});
}

export function alarmOver({ kind, since, endedAt, checks }: Alarm & { readonly endedAt: Date }): Words {
	return (locale) => ({
		...said(
			ALARM_LETTERS.over,
			{
				alarm: m.admin_alarm({ kind }, { locale }),
				since: formatDateTimeSeconds(since, locale),
				until: formatDateTimeSeconds(endedAt, locale)
			},
			locale
		),
		facts: factsOf(checks, locale),
		action: actionIn(locale)
	});
}
