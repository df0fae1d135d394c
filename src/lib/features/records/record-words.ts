import { m } from '#lib/i18n/paraglide/messages.js';
import type { RecordKindKey } from '#lib/contracts/records/record-kind.ts';

const KIND: Readonly<
	Record<RecordKindKey, (inputs?: Record<string, never>, options?: { locale?: 'vi' | 'en' }) => string>
> = {
	receipt: m.results_kind_receipt,
	opening_minutes: m.results_kind_opening_minutes,
	survey_minutes: m.results_kind_survey_minutes,
	tally_minutes: m.results_kind_tally_minutes,
	appraisal_annex: m.results_kind_appraisal_annex,
	decision: m.results_kind_decision,
	result_letter: m.results_kind_result_letter,
	invalid_notice: m.results_kind_invalid_notice
};

/** The name of its kind, in the language of the page or in the one that is asked for. */
export function recordName(kind: RecordKindKey, locale?: 'vi' | 'en'): string {
	return KIND[kind]({}, locale === undefined ? {} : { locale });
}

/** The name of a record as people call it, with its number where it has one. */
export function recordTitle(kind: RecordKindKey, number: string): string {
	const name = KIND[kind]();
	return number === '' ? name : m.results_titled({ name, number });
}
