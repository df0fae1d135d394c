import type { Localized } from '#lib/domain/shared/localized.ts';
import type { SelectionChangeKind } from '#lib/domain/selection/after-selection.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { OwnLetter, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';
import { decisionFacts } from './decision-facts.ts';

type SelectionLetter = OwnLetter<'code' | 'call'>;

const changedBy = (kind: SelectionChangeKind, key: SelectionLetter['key']): SelectionLetter =>
	ownLetter(key, ['code', 'call'], (values, at) => ({
		subject: m.mail_selection_changed_subject({ kind, code: values.code }, at),
		paragraphs: [
			m.mail_selection_changed_text({ kind, code: values.code, call: values.call }, at),
			m.mail_selection_changed_next({ kind }, at)
		]
	}));

export const SELECTION_LETTERS: Readonly<Record<SelectionChangeKind, SelectionLetter>> = {
	withdrawal: changedBy('withdrawal', 'withdrawal_recorded'),
	revocation: changedBy('revocation', 'approval_revoked'),
	call_up: changedBy('call_up', 'reserve_called_up')
};

/** The reader's dossier withdrew after it was chosen, is approved no longer, or moved up from the reserve. */
export function selectionChanged(changed: {
	readonly kind: SelectionChangeKind;
	/** Of the dossier. */
	readonly code: string;
	readonly call: Localized;
	readonly decision: CallDecision;
	readonly path: string;
}): Words {
	const { kind, code, call, decision, path } = changed;
	return (locale) => ({
		...said(SELECTION_LETTERS[kind], { code, call: localizedText(call, locale) }, locale),
		facts: decisionFacts(decision, locale),
		action: { label: m.mail_open_application({}, { locale }), path }
	});
}
