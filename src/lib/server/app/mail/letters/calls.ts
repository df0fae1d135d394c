import type { Localized } from '#lib/domain/shared/localized.ts';
import type { CallChangeKind, CallDecision, CallValues } from '#lib/domain/workflow/call-changes.ts';
import { differenceWords } from '#lib/i18n/call-change-words.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Words } from '../letter.ts';

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
		subject: m.mail_call_changed_subject({ kind, code }, { locale }),
		paragraphs: [
			m.mail_call_changed_text({ kind, call: localizedText(call, locale) }, { locale }),
			m.mail_call_changed_next({ kind }, { locale })
		],
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
