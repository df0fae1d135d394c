import type { RefusalCode } from '#lib/domain/generated/names.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';

/** Where a problem can be mended. */
export type ProblemTarget =
	| { readonly section: string; readonly field?: string; readonly row?: string; readonly column?: string }
	| { readonly dossier: string };

export interface Problem {
	/** `field_missing`, `cell_missing`, `row_empty`, `check_failed`, `document_missing`, ... */
	readonly code: RefusalCode;
	/** A warning does not stop the submission. */
	readonly severity: 'error' | 'warning';
	readonly target: ProblemTarget;
	/** What it is about, in the words of the definition. */
	readonly label: Localized;
	/** The row's own name as typed ("IAH-AM-07"), where it has one. */
	readonly rowName?: string;
	/** Of a row that somebody added: its table, and its place in it from 1. */
	readonly inTable?: { readonly title: Localized; readonly row: number };
	/** Words of a check, which a definition brings along itself. */
	readonly message?: Localized;
	readonly params?: Readonly<Record<string, string>>;
}

/** The contribution of one field to its section. */
export interface PartCompleteness {
	readonly required: number;
	readonly filled: number;
	readonly begun: boolean;
	readonly problems: readonly Problem[];
	readonly table?: {
		readonly key: string;
		readonly counts: { readonly rows: number; readonly incomplete: number };
	};
}
