import type {
	ExpressionText,
	FieldDefinition,
	FileKind,
	Requirement,
	SectionDefinition
} from './field-definition.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { CategoryCode, SubKind } from '#lib/domain/budgets/code-lists.ts';
import type { BudgetTemplate, FilledTable } from '#lib/domain/budgets/rules.ts';
import type { RuleSet } from '#lib/domain/rules/rule-set.ts';
import type { PrintSpec } from './print-spec.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { present } from '#lib/domain/shared/present.ts';

/** One of several shapes of a programme, chosen by the lot (task type). A programme without types has one. */
export interface Variant {
	readonly key: string;
	readonly label: Localized;
	readonly summary?: Localized;
}

/** A document of the checklist that the applicant uploads. */
export interface DossierItem {
	readonly key: string;
	readonly label: Localized;
	readonly guidance?: Localized;
	readonly required: Requirement;
	readonly accept: readonly FileKind[];
	readonly maxBytes: number;
	/** Most files that the item takes; 1 when absent. */
	readonly maxFiles?: number;
	/** The document must not be older than this many days at the deadline (quotations: 90, TT 20/2023, Art. 11.12). */
	readonly validityDays?: number;
	/** Asks for the date on the document, for `validityDays` or for an expiry. */
	readonly dated?: 'issued' | 'expires';
	/** Number of the official form, where there is one ("B1-1-ĐON"). */
	readonly form?: string;
	readonly variants?: readonly string[];
}

/** Something that must hold across fields, said in words at the place where it can be mended. */
export interface Check {
	readonly key: string;
	/** True: holds. Empty (something in it is not filled yet): not asked. */
	readonly expression: ExpressionText;
	readonly message: Localized;
	readonly section: string;
	/** Where it can be mended. With `eachRow`, a table whose every row is asked. */
	readonly field?: string;
	/** The expression stands in the rows of the table `field`, and is asked in each. */
	readonly eachRow?: boolean;
	/** With `eachRow`: the column where it can be mended. */
	readonly column?: string;
	/** A warning is shown and does not stop the submission. */
	readonly severity: 'error' | 'warning';
	readonly variants?: readonly string[];
}

/** What an applicant must be or have, as the page of the call states it. */
export interface Condition {
	readonly key: string;
	readonly text: Localized;
	readonly citation?: string;
	readonly variants?: readonly string[];
	/** The source is not confirmed yet; shown to the staff. */
	readonly verify?: boolean;
}

export interface LegalBasis {
	readonly citation: string;
	readonly title: Localized;
	/**
	 * Kind, number, day, issuer and subject as a decision names it (NĐ 30/2020, Phụ lục I, mục II.6); absent in what was
	 * frozen before decisions did.
	 */
	readonly inFull?: string;
	readonly verify?: boolean;
}

export type StageKey =
	| 'intake'
	| 'opening'
	| 'survey'
	| 'screening'
	| 'screening_session'
	| 'council'
	| 'session'
	| 'selection'
	| 'appraisal'
	| 'approval'
	| 'result';

export const STAGE_KEYS: readonly StageKey[] = [
	'intake',
	'opening',
	'survey',
	'screening',
	'screening_session',
	'council',
	'session',
	'selection',
	'appraisal',
	'approval',
	'result'
];

export interface Stage {
	readonly key: StageKey;
	readonly label: Localized;
	/** Key of a unit in `units`. */
	readonly lead: string;
}

/**
 * How a lot ends:
 * - `one_per_lot`: at most one is recommended in each lot (TT 20/2023, Art. 11), then the envelope of the call;
 * - `within_envelope`: several, by rank, as far as the envelope goes;
 * - `as_council_concludes`: what the council recommends goes on when its session is closed, with no choice between lots
 *   (a task that is assigned directly, TT 20/2023);
 * - `accept_or_decline`: each on its own, accepted into a later lot or declined with a reason.
 */
export type SelectionMode = 'one_per_lot' | 'within_envelope' | 'as_council_concludes' | 'accept_or_decline';

export interface Workflow {
	/** Which officers take it: the measurement branch (Chi cục TĐC) or task management (Phòng QLKH). */
	readonly office: 'measurement' | 'tasks';
	readonly units: Readonly<Record<string, Localized>>;
	/** In order; a stage that is not listed does not exist for this programme. */
	readonly stages: readonly Stage[];
	readonly surveys: boolean;
	/** Groups of the survey minutes, usually the keys of a table's fixed rows: `section.field`. */
	readonly surveyGroupsFrom?: string;
	readonly selection: SelectionMode;
	/** Key of a chain of signatures of the office; absent when no money is approved. */
	readonly chain?: string;
	readonly councilName?: Localized;
	/** Of the council that screens, where there is one. */
	readonly screeningName?: Localized;
}

/** Where the lines that are appraised come from. */
export type BudgetLinesSource =
	| { readonly kind: 'budget_field' }
	| {
			readonly kind: 'tables';
			readonly tables: readonly {
				/** `section.field` of a table. */
				readonly table: string;
				readonly source: 'state' | 'own';
				readonly columns: {
					readonly content: string;
					readonly unit: string;
					readonly quantity: string;
					readonly unitPrice: string;
					/** The calculated column whose figure must equal the engine's. */
					readonly amount: string;
					/** A choice; its option key is looked up in `categories`. */
					readonly category: string;
				};
				/** Option key to input category 1-10 (TT 03/2023/TT-BTC, Art. 3) and, where the law parts them, its kind. */
				readonly categories: Readonly<
					Record<string, { readonly category: CategoryCode; readonly subKind?: SubKind }>
				>;
			}[];
	  };

/** What the budget engine asks for, and where its lines come from. */
export interface BudgetTemplateDefinition extends BudgetTemplate {
	readonly lines: BudgetLinesSource;
}

/** Where the people and organisations of a dossier are named, for conflicts of interest and for the register. */
export interface ParticipantSource {
	/** `section.table`. */
	readonly table: string;
	readonly is: 'person' | 'organisation';
	readonly name: string;
	/** Column keys; absent where the table does not ask. */
	readonly role?: string;
	readonly organisation?: string;
	readonly taxCode?: string;
}

/** Where a proposal says what it wants done, for the list of tasks that it may become part of. */
export interface ProposedTaskSource {
	/** `section.field` of a choice whose options are the variants of the tasks; absent where the form does not ask. */
	readonly variant?: string;
	/** `section.field` of a text. */
	readonly objectives: string;
	/** One row a product; the columns are said in this order. */
	readonly products: FilledTable;
}

/** Papers that a stage may issue. */
export const DOCUMENT_KINDS = [
	'receipt',
	'opening_minutes',
	'survey_minutes',
	'tally_minutes',
	'appraisal_annex',
	'decision',
	'letter'
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** An official document that a stage produces. */
export interface IssuedDocument {
	readonly stage: StageKey;
	readonly kind: DocumentKind;
	readonly title: Localized;
	/** Type code of the number series ("QĐ"); absent: not numbered. */
	readonly series?: string;
	readonly form?: string;
}

/**
 * A programme as data (design: one engine). Frozen when a call is published with it; everything that a page, a
 * document or a rule needs to know about a programme is in here or follows from it.
 */
export interface ProgrammeDefinition {
	readonly schemaVersion: 2;
	/** Stable across versions, and the prefix of case codes: 'MAP', 'TASK', 'PROPOSAL'. */
	readonly key: string;
	readonly version: number;
	readonly title: Localized;
	readonly summary: Localized;
	/** The words of the regime in force (tuyển chọn / xét tài trợ; chủ nhiệm / đại diện ...). */
	readonly labels: Readonly<Record<string, Localized>>;
	readonly legalBasis: readonly LegalBasis[];
	readonly conditions: readonly Condition[];
	readonly variants: readonly Variant[];
	readonly sections: readonly SectionDefinition[];
	readonly dossier: readonly DossierItem[];
	readonly dossierMaxBytes: number;
	readonly checks: readonly Check[];
	/** Figures that the system reads from an application, each an expression over its answers or its budget. */
	readonly amounts: { readonly requested?: ExpressionText; readonly own?: ExpressionText };
	/** Field that names the case in lists (`section.field`); absent: the name of the lot. */
	readonly caseTitle?: string;
	/** What the decision states of a case besides its money, each a `section.field`; absent: nothing more. */
	readonly decided?: { readonly leader: string; readonly months: string };
	/** Of a programme whose cases become tasks of another's list; the title of the task is the case's. */
	readonly proposedTask?: ProposedTaskSource;
	readonly ruleSet: RuleSet;
	/** By variant key. Empty for a programme that is not scored. */
	readonly rubrics: Readonly<Record<string, Rubric>>;
	/** By variant: what a council that screens marks; absent where none does. */
	readonly screeningRubrics?: Readonly<Record<string, Rubric>>;
	readonly budgetTemplate?: BudgetTemplateDefinition;
	readonly participants: readonly ParticipantSource[];
	readonly workflow: Workflow;
	readonly documents: readonly IssuedDocument[];
	/** Forms that the applicant prints from the answers and signs; absent where nothing is. */
	readonly prints?: readonly PrintSpec[];
	/** Sentences that the representative confirms when submitting. */
	readonly declaration: readonly Localized[];
}

/** Whether a part with this `variants` list belongs to the variant. */
export function inVariant(part: { readonly variants?: readonly string[] }, variant: string): boolean {
	return part.variants === undefined || part.variants.includes(variant);
}

/** The sections and fields of a variant, in order. */
export function sectionsOf(
	definition: Pick<ProgrammeDefinition, 'sections'>,
	variant: string
): SectionDefinition[] {
	const trim = (field: FieldDefinition): FieldDefinition =>
		field.kind === 'table'
			? { ...field, columns: field.columns.filter((column) => inVariant(column, variant)) }
			: field;
	return definition.sections
		.filter((section) => inVariant(section, variant))
		.map((section) => ({
			...section,
			fields: section.fields.filter((field) => inVariant(field, variant)).map(trim)
		}));
}

/** Whether a section asks for a commune, in a field of its own or in a column of a table. */
export function asksForPlace(section: SectionDefinition): boolean {
	return section.fields.some((field) =>
		field.kind === 'table' ? field.columns.some(({ kind }) => kind === 'commune') : field.kind === 'commune'
	);
}

/** The checklist of a variant: the listed items, then uploads that are fields of their own (`section.field`). */
export function dossierOf(definition: ProgrammeDefinition, variant: string): DossierItem[] {
	const own = definition.sections
		.filter((section) => inVariant(section, variant))
		.flatMap((section) =>
			section.fields.flatMap((field): DossierItem[] =>
				field.kind === 'file' && field.own !== undefined && inVariant(field, variant)
					? [
							{
								key: `${section.key}.${field.key}`,
								label: field.label,
								...present({ guidance: field.guidance }),
								required: field.required ?? false,
								accept: field.own.accept,
								maxBytes: field.own.maxBytes
							}
						]
					: []
			)
		);
	return [...definition.dossier.filter((item) => inVariant(item, variant)), ...own];
}
