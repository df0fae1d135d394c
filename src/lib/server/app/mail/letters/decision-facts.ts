import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Locale } from '../letter.ts';

/** The decision behind a change, as the facts of a letter. */
export function decisionFacts(
	{ number, on, reason }: CallDecision,
	locale: Locale
): (readonly [string, string])[] {
	return [
		[
			m.mail_call_changed_decision({}, { locale }),
			m.calls_decision_of({ number, date: formatDate(on, locale) }, { locale })
		],
		[m.mail_call_changed_reason({}, { locale }), reason]
	];
}
