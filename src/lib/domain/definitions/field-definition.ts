import type { Localized } from '#lib/domain/shared/localized.ts';

/** Source text of an expression (see expression-parser.ts). Always data, never code. */
export type ExpressionText = string;

/** `true`: always; `{ if }`: when the expression is true. Absent or `false`: optional, shown as "(nếu có)". */
export type Requirement = boolean | { readonly if: ExpressionText };

/** What the dossier accepts; the type is decided by the content of the file, never by its name. */
export type FileKind = 'pdf' | 'docx' | 'xlsx' | 'jpeg' | 'png';
export const FILE_KINDS: readonly FileKind[] = ['pdf', 'docx', 'xlsx', 'jpeg', 'png'];

export interface Option {
	readonly key: string;
	readonly label: Localized;
	readonly hint?: Localized;
	/** An option of an earlier regime stays readable in old answers, but can no longer be picked. */
	readonly retired?: boolean;
}

/** What the portal knows of an applicant when a draft is begun. */
export const PREFILL_SOURCES = [
	'organisation.commune',
	'organisation.address',
	'organisation.sector_code',
	'organisation.employees',
	'organisation.revenue',
	'person.name',
	'person.phone',
	'person.email'
] as const;
export type PrefillSource = (typeof PREFILL_SOURCES)[number];

interface FieldBase {
	/** Stable within its section (or table); answers, expressions and translations hang on it. */
	readonly key: string;
	readonly label: Localized;
	/** One line under the label. */
	readonly hint?: Localized;
	/** Longer help at the side of the field. */
	readonly guidance?: Localized;
	readonly required?: Requirement;
	readonly showIf?: ExpressionText;
	/** Only in these variants of the programme; absent: in all. */
	readonly variants?: readonly string[];
	/** What a new draft starts with, so that nobody types what the portal knows. */
	readonly prefill?: PrefillSource;
	/** How much of a line the control wants; the page decides what it gets. */
	readonly width?: 'narrow' | 'half' | 'full';
}

export const TEXT_FORMATS = ['phone', 'email', 'sector_code'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

export interface ShortTextField extends FieldBase {
	readonly kind: 'short_text';
	/** Counted in user-perceived characters. More is refused at once. */
	readonly maxCharacters: number;
	/** What the text has to be; any text where absent. */
	readonly format?: TextFormat;
}

export interface LongTextField extends FieldBase {
	readonly kind: 'long_text';
	/** Either limit or both. A draft may be over; a submission may not. */
	readonly maxCharacters?: number;
	readonly maxWords?: number;
}

export interface ChoiceField extends FieldBase {
	readonly kind: 'choice';
	readonly options: readonly Option[];
}

export interface MultipleChoiceField extends FieldBase {
	readonly kind: 'multiple_choice';
	readonly options: readonly Option[];
	readonly minChosen?: number;
	readonly maxChosen?: number;
}

export interface DateField extends FieldBase {
	readonly kind: 'date';
	/** 'YYYY-MM-DD', both inclusive. */
	readonly min?: string;
	readonly max?: string;
}

export interface WholeNumberField extends FieldBase {
	readonly kind: 'whole_number';
	readonly unit?: Localized;
	readonly min?: number;
	readonly max?: number;
}

export interface DecimalField extends FieldBase {
	readonly kind: 'decimal';
	/** Digits after the comma that may be typed; more is refused, never rounded behind one's back. */
	readonly scale: number;
	readonly unit?: Localized;
	/** Decimal strings with a dot, both inclusive. */
	readonly min?: string;
	readonly max?: string;
}

export interface DongField extends FieldBase {
	readonly kind: 'dong';
	/** Whole đồng as decimal strings, both inclusive. `min` is 0 when absent. */
	readonly min?: string;
	readonly max?: string;
}

export interface TaxCodeField extends FieldBase {
	readonly kind: 'tax_code';
	/** 12-digit codes belong to household businesses only. */
	readonly householdAllowed?: boolean;
}

export interface CommuneField extends FieldBase {
	readonly kind: 'commune';
	/** Also a place in another province, as a province code and free text. */
	readonly elsewhereAllowed?: boolean;
}

export interface CalculatedField extends FieldBase {
	readonly kind: 'calculated';
	readonly expression: ExpressionText;
	readonly result:
		| { readonly kind: 'dong' }
		| { readonly kind: 'whole_number'; readonly unit?: Localized }
		| { readonly kind: 'decimal'; readonly scale: number; readonly unit?: Localized };
}

/** Shows the budget tables of the application; their lines live in tables of their own, never in answers. */
export interface BudgetField extends FieldBase {
	readonly kind: 'budget';
}

export interface FileField extends FieldBase {
	readonly kind: 'file';
	/** Either the item of the dossier that is shown here too ... */
	readonly dossier?: string;
	/** ... or an upload of its own, listed in the dossier as `section.field`. */
	readonly own?: { readonly accept: readonly FileKind[]; readonly maxBytes: number };
}

export type ScalarField =
	| ShortTextField
	| LongTextField
	| ChoiceField
	| MultipleChoiceField
	| DateField
	| WholeNumberField
	| DecimalField
	| DongField
	| TaxCodeField
	| CommuneField;

/** A column sees the other columns of its row by their bare keys, in `required.if`, `showIf` and `expression`. */
export type Column = ScalarField | CalculatedField;

export interface FixedRow {
	/** Is the row's id, too. */
	readonly key: string;
	readonly label: Localized;
	readonly guidance?: Localized;
}

export interface TableField extends FieldBase {
	readonly kind: 'table';
	readonly columns: readonly Column[];
	/** What one row is called ("phương tiện đo"), for "Thêm …" and for messages. */
	readonly rowLabel: Localized;
	/** The column whose value names a row in lists and messages. */
	readonly rowName?: string;
	readonly minRows?: number;
	readonly maxRows: number;
	/** Columns that add up in the totals row. */
	readonly totals?: readonly string[];
	/** Rows that are given (the nine groups of the survey): none can be added or removed. */
	readonly fixedRows?: readonly FixedRow[];
	/** How it is laid out: a grid of short cells, or one panel a row. */
	readonly layout?: 'grid' | 'records';
}

export type FieldDefinition = ScalarField | CalculatedField | TableField | BudgetField | FileField;
export type FieldKindName = FieldDefinition['kind'];

export interface SectionDefinition {
	readonly key: string;
	readonly title: Localized;
	readonly guidance?: Localized;
	readonly variants?: readonly string[];
	readonly showIf?: ExpressionText;
	readonly fields: readonly FieldDefinition[];
}
