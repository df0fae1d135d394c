/** What the scan of a signed form is worth beside the answers of today. */
import { changedCells } from './form-mark.ts';
import type { FormMark } from './form-mark.ts';
import type { PageMark } from './print-code.ts';

/** What a thread read from a scan. */
export interface ScanReading {
	/** Pages of the scan, and how many of them were looked at. */
	readonly pages: number;
	readonly looked: number;
	readonly marks: readonly PageMark[];
}

/** A form as it was once printed. */
export interface PrintedForm {
	readonly applicationId: string;
	readonly form: string;
	readonly code: string;
	readonly draft: boolean;
	readonly pages: number;
	readonly cells: Readonly<Record<string, string>>;
	readonly printedAt: Date;
}

export type ScanStanding =
	/** No page carries a mark that can be read. */
	| { readonly kind: 'no_mark' }
	/** A mark of ours that this portal never printed. */
	| { readonly kind: 'unknown' }
	| { readonly kind: 'another_dossier' }
	/** Of this dossier, but another form than the item asks for. */
	| { readonly kind: 'another_form'; readonly form: string }
	| {
			readonly kind: 'printed';
			readonly code: string;
			readonly printedAt: Date;
			/** It still says that it is a draft. */
			readonly draft: boolean;
			/** Places that are answered otherwise by now. */
			readonly changed: readonly string[];
			/** Printed pages on which no mark was read; none while pages of the scan were not looked at. */
			readonly missing: readonly number[];
	  };

/**
 * Compares a scan with the forms of its item as they are today. Another dossier's page comes first: one strange page
 * is enough. Of pages of several versions every difference counts.
 */
export function scanStanding(
	reading: ScanReading,
	asked: {
		readonly applicationId: string;
		readonly forms: readonly string[];
		readonly printed: (code: string) => PrintedForm | undefined;
		readonly today: (form: string) => FormMark | undefined;
	}
): ScanStanding {
	const codes = [...new Set(reading.marks.map(({ code }) => code))];
	if (codes.length === 0) return { kind: 'no_mark' };
	const known = codes.flatMap((code) => asked.printed(code) ?? []);
	if (known.some(({ applicationId }) => applicationId !== asked.applicationId)) {
		return { kind: 'another_dossier' };
	}
	if (known.length < codes.length) return { kind: 'unknown' };
	const strange = known.find(({ form }) => !asked.forms.includes(form));
	if (strange !== undefined) return { kind: 'another_form', form: strange.form };
	const [last] = [...known].sort((a, b) => +b.printedAt - +a.printedAt);
	if (last === undefined) return { kind: 'unknown' };
	const changed = known.flatMap(({ form, cells }) => {
		const today = asked.today(form);
		// A form that the answers no longer ask for has no place to compare.
		return today === undefined ? [] : changedCells(cells, today.cells);
	});
	const found = new Set(reading.marks.map(({ number }) => number));
	const pages = Array.from({ length: last.pages }, (_, index) => index + 1);
	return {
		kind: 'printed',
		code: last.code,
		printedAt: last.printedAt,
		draft: known.some(({ draft }) => draft),
		changed: [...new Set(changed)],
		missing: reading.looked < reading.pages ? [] : pages.filter((page) => !found.has(page))
	};
}
