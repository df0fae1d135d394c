import { addDays, parseCalendarDate } from '#lib/domain/shared/period.ts';
import type { Problem } from './problem.ts';
import type { DossierItem } from './definition.ts';
import type { FormReading } from './form-reading.ts';

/** A file that the application holds for an item of the dossier. */
export interface HeldDocument {
	/** Key of the item, as `dossierOf` gives it. */
	readonly key: string;
	readonly name: string;
	readonly verdict: 'clean' | 'infected' | 'pending' | 'not_configured';
	/** The date on the document, 'YYYY-MM-DD', where the item asks for one. */
	readonly dated?: string;
}

/**
 * Problems of the checklist: `document_missing`, `document_infected`,
 * `document_too_old` {days}, `document_expired`, `document_too_many` {limit}. A scan that is not done yet is a
 * warning (`document_scan_pending`): a scanner that is down must not keep anyone out on the last day. So is a date that nobody entered (`document_date_missing`): the office
 * reads it from the paper at the opening.
 */
export function documentProblems(
	reading: FormReading,
	documents: readonly HeldDocument[],
	closesOn: string | undefined
): { required: number; filled: number; problems: readonly Problem[] } {
	const items = reading.form.dossier.map((item) => {
		const held = documents.filter((document) => document.key === item.key);
		const usable = held.filter((document) => document.verdict !== 'infected');
		const required = isRequired(reading, item);
		const at = { target: { dossier: item.key }, label: item.label } as const;
		const problems: Problem[] = [
			...(required && usable.length === 0
				? [{ ...at, severity: 'error', code: 'document_missing' } as const]
				: []),
			...held.flatMap((document) => oneDocument(item, document, closesOn))
		];
		if (held.length > (item.maxFiles ?? 1)) {
			const limit = String(item.maxFiles ?? 1);
			problems.push({ ...at, severity: 'error', code: 'document_too_many', params: { limit } });
		}
		const whole = usable.length > 0 && problems.every((problem) => problem.severity === 'warning');
		return { required, filled: required && whole, problems };
	});
	return {
		required: items.filter((item) => item.required).length,
		filled: items.filter((item) => item.filled).length,
		problems: items.flatMap((item) => item.problems)
	};
}

function isRequired(reading: FormReading, item: DossierItem): boolean {
	const [section, field] = item.key.split('.');
	if (field === undefined) return reading.required(item.required, {});
	// An upload that is a field of its own: asked where the field stands, and only while it is shown.
	const home = reading.form.sections.find((candidate) => candidate.key === section);
	const shown = home?.fields.find((candidate) => candidate.key === field);
	if (home === undefined || shown === undefined || !reading.fieldVisible(home, shown)) return false;
	return reading.required(item.required, { section: home.key });
}

function oneDocument(item: DossierItem, document: HeldDocument, closesOn: string | undefined): Problem[] {
	const at = { target: { dossier: item.key }, label: item.label } as const;
	const file = { file: document.name };
	if (document.verdict === 'infected') {
		return [{ ...at, severity: 'error', code: 'document_infected', params: file }];
	}
	const waiting: Problem[] =
		document.verdict === 'pending'
			? [{ ...at, severity: 'warning', code: 'document_scan_pending', params: file }]
			: [];
	const { dated, validityDays } = item;
	if (dated === undefined) return waiting;
	const day = document.dated === undefined ? undefined : parseCalendarDate(document.dated);
	if (day === undefined || !day.ok) {
		return [...waiting, { ...at, severity: 'warning', code: 'document_date_missing', params: file }];
	}
	if (closesOn === undefined) return waiting;
	if (dated === 'expires' && day.value < closesOn) {
		return [...waiting, { ...at, severity: 'error', code: 'document_expired', params: file }];
	}
	if (dated === 'issued' && validityDays !== undefined && addDays(day.value, validityDays) < closesOn) {
		const params = { ...file, days: String(validityDays) };
		return [...waiting, { ...at, severity: 'error', code: 'document_too_old', params }];
	}
	return waiting;
}
