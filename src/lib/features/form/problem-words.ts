import type { Problem } from '#lib/domain/definitions/problem.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

type Say = (at: { readonly label: string; readonly params: Readonly<Record<string, string>> }) => string;

/** What stands in the way of a submission, in words. */
const WORDS: Readonly<Record<string, Say>> = {
	field_missing: ({ label }) => m.applications_problem_field_missing({ label }),
	cell_missing: ({ label }) => m.applications_problem_cell_missing({ label }),
	row_empty: () => m.applications_problem_row_empty(),
	table_empty: ({ label }) => m.applications_problem_table_empty({ label }),
	table_too_few_rows: ({ label, params }) =>
		m.applications_problem_too_few_rows({ label, limit: params['limit'] ?? '' }),
	text_too_long: ({ label, params }) =>
		m.applications_problem_text_too_long({
			label,
			limit: params['limit'] ?? '',
			length: params['length'] ?? ''
		}),
	text_too_many_words: ({ label, params }) =>
		m.applications_problem_too_many_words({
			label,
			limit: params['limit'] ?? '',
			length: params['length'] ?? ''
		}),
	choice_too_few: ({ label, params }) =>
		m.applications_problem_choice_too_few({ label, limit: params['limit'] ?? '' }),
	choice_too_many: ({ label, params }) =>
		m.applications_problem_choice_too_many({ label, limit: params['limit'] ?? '' }),
	total_too_large: ({ label }) => m.applications_problem_total_too_large({ label }),
	budget_empty: ({ label }) => m.applications_problem_budget_empty({ label }),
	document_missing: ({ label }) => m.applications_problem_document_missing({ label }),
	document_infected: ({ label, params }) =>
		m.applications_problem_document_infected({ label, file: params['file'] ?? '' }),
	document_scan_pending: ({ label, params }) =>
		m.applications_problem_document_pending({ label, file: params['file'] ?? '' }),
	document_date_missing: ({ label, params }) =>
		m.applications_problem_document_date_missing({ label, file: params['file'] ?? '' }),
	document_too_old: ({ label, params }) =>
		m.applications_problem_document_too_old({
			label,
			file: params['file'] ?? '',
			days: params['days'] ?? ''
		}),
	document_expired: ({ label, params }) =>
		m.applications_problem_document_expired({ label, file: params['file'] ?? '' }),
	document_too_many: ({ label, params }) =>
		m.applications_problem_document_too_many({ label, limit: params['limit'] ?? '' })
};

/** One sentence. The table, the row's place and its own name stand in front; a check of the definition brings its words along. */
export function problemWords(problem: Problem, locale: Locale): string {
	// A label may be a question; inside a sentence it is a name.
	const label = localizedText(problem.label, locale).replace(/[?.:]+$/, '');
	const said =
		problem.message === undefined
			? (WORDS[problem.code] ?? (({ label: name }) => m.applications_problem_other({ label: name })))({
					label,
					params: problem.params ?? {}
				})
			: localizedText(problem.message, locale);
	const { inTable, rowName } = problem;
	if (inTable === undefined) return rowName === undefined ? said : `${rowName}: ${said}`;
	const at = { table: localizedText(inTable.title, locale), row: String(inTable.row) };
	return rowName === undefined
		? m.applications_problem_in_row({ ...at, problem: said })
		: m.applications_problem_in_named_row({ ...at, name: rowName, problem: said });
}

/** The sentence at the control itself: its label stands above it, so that what is empty only says that. */
export function problemWordsAt(problem: Problem, locale: Locale): string {
	if (problem.code === 'field_missing' || problem.code === 'cell_missing') {
		return m.applications_problem_missing_here();
	}
	const { rowName: _rowName, inTable: _inTable, ...unnamed } = problem;
	return problemWords(unnamed, locale);
}
