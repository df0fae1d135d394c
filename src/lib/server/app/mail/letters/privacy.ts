import type { DataOutcome, DataRequestKind } from '#lib/domain/privacy/data-requests.ts';
import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { formatDateTime, formatDeadline } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const PRIVACY_LETTERS = {
	asked: ownLetter('data_request_asked', ['person', 'kind', 'deadline'], (values, at) => ({
		subject: m.mail_data_asked_subject(values, at),
		paragraphs: [m.mail_data_asked_text(values, at)]
	})),
	answered: ownLetter('data_request_answered', ['kind', 'outcome', 'answer'], (values, at) => ({
		subject: m.mail_data_answered_subject(values, at),
		paragraphs: [m.mail_data_answered_text(values, at), values.answer]
	})),
	breach: ownLetter('data_breach_recorded', ['by', 'found', 'deadline'], (values, at) => ({
		subject: m.mail_data_breach_subject(values, at),
		paragraphs: [m.mail_data_breach_text(values, at)]
	}))
};

/** Somebody asked about the own data: for the administrators. */
export function dataRequestAsked(about: {
	readonly person: string;
	readonly kind: DataRequestKind;
	readonly dueAt: Date;
	readonly path: string;
}): Words {
	return (locale) => ({
		...said(
			PRIVACY_LETTERS.asked,
			{
				person: nameInLetter(about.person),
				kind: m.data_kind({ kind: about.kind }, { locale }),
				deadline: formatDeadline(about.dueAt, locale)
			},
			locale
		),
		action: { label: m.mail_data_asked_action({}, { locale }), path: about.path }
	});
}

/** What was done about a request: for whoever asked. */
export function dataRequestAnswered(about: {
	readonly kind: DataRequestKind;
	readonly outcome: DataOutcome;
	readonly answer: string;
	readonly path: string;
}): Words {
	return (locale) => ({
		...said(
			PRIVACY_LETTERS.answered,
			{
				kind: m.data_kind({ kind: about.kind }, { locale }),
				outcome: m.data_outcome({ outcome: about.outcome }, { locale }),
				answer: about.answer
			},
			locale
		),
		action: { label: m.mail_data_answered_action({}, { locale }), path: about.path }
	});
}

/** Data got out: for the administrators, the directors and the auditors. */
export function breachRecorded(about: {
	readonly by: string;
	readonly foundAt: Date;
	readonly dueAt: Date;
	readonly path: string;
}): Words {
	return (locale) => ({
		...said(
			PRIVACY_LETTERS.breach,
			{
				by: nameInLetter(about.by),
				found: formatDateTime(about.foundAt, locale),
				deadline: formatDateTime(about.dueAt, locale)
			},
			locale
		),
		action: { label: m.mail_data_breach_action({}, { locale }), path: about.path }
	});
}
