import type { Localized } from '#lib/domain/shared/localized.ts';
import type { CallChangeKind, CallDecision, CallValues } from '#lib/domain/workflow/call-changes.ts';
import { differenceWords } from '#lib/i18n/call-change-words.ts';
import { formatDeadline } from '#lib/i18n/formats/dates.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { OwnLetter, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';
import { decisionFacts } from './decision-facts.ts';

type CallLetter = OwnLetter<'code' | 'call'>;

const changedBy = (kind: CallChangeKind, key: CallLetter['key']): CallLetter =>
	ownLetter(key, ['code', 'call'], (values, at) => ({
		subject: m.mail_call_changed_subject({ kind, code: values.code }, at),
		paragraphs: [
			m.mail_call_changed_text({ kind, call: values.call }, at),
			m.mail_call_changed_next({ kind }, at)
		]
	}));

export const CALL_LETTERS: Readonly<Record<CallChangeKind, CallLetter>> = {
	extension: changedBy('extension', 'call_extended'),
	correction: changedBy('correction', 'call_corrected'),
	cancellation: changedBy('cancellation', 'call_cancelled')
};

/** A published call that the reader has a draft or a dossier of was extended, corrected or cancelled. */
export function callChanged(changed: {
	readonly kind: CallChangeKind;
	/** Of the call. */
	readonly code: string;
	readonly call: Localized;
	readonly decision: CallDecision;
	readonly before: CallValues;
	readonly after: CallValues;
	readonly path: string;
}): Words {
	const { kind, code, call, decision, path } = changed;
	return (locale) => ({
		...said(CALL_LETTERS[kind], { code, call: localizedText(call, locale) }, locale),
		facts: [
			...differenceWords(changed, locale).map(
				({ label, before, after }) =>
					[label, m.mail_call_changed_from({ before, after }, { locale })] as const
			),
			...decisionFacts(decision, locale)
		],
		action: { label: m.mail_open_application({}, { locale }), path }
	});
}

export const WINDOW_LETTER = ownLetter('window_given', ['code', 'call', 'deadline'], (values, at) => ({
	subject: m.mail_window_given_subject({ code: values.code, until: values.deadline }, at),
	paragraphs: [
		m.mail_window_given_text({ call: values.call, until: values.deadline }, at),
		m.mail_window_given_next({}, at)
	]
}));

/** The reader's dossier may be written beyond the end of its call. */
export function windowGiven(given: {
	/** Of the call. */
	readonly code: string;
	readonly call: Localized;
	readonly until: Date;
	readonly decision: CallDecision;
	readonly path: string;
}): Words {
	const { code, call, until, decision, path } = given;
	return (locale) => ({
		...said(
			WINDOW_LETTER,
			{ code, call: localizedText(call, locale), deadline: formatDeadline(until, locale) },
			locale
		),
		facts: decisionFacts(decision, locale),
		action: { label: m.mail_open_application({}, { locale }), path }
	});
}
