import type { Localized } from '#lib/domain/shared/localized.ts';
import type { CallChangeKind, CallDecision, CallValues } from '#lib/domain/workflow/call-changes.ts';
import { differenceWords } from '#lib/i18n/call-change-words.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { OwnLetter, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

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
			[
				m.mail_call_changed_decision({}, { locale }),
				m.calls_decision_of({ number: decision.number, date: formatDate(decision.on, locale) }, { locale })
			],
			[m.mail_call_changed_reason({}, { locale }), decision.reason]
		],
		action: { label: m.mail_open_application({}, { locale }), path }
	});
}
