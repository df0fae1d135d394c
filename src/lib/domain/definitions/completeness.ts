/** What a dossier still lacks before it can be submitted: everything at once, each with the place to mend it. */
import { because } from '#lib/domain/shared/result.ts';
import { isWithinDongLimit } from '#lib/domain/shared/money.ts';
import { present } from '#lib/domain/shared/present.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { ProgrammeDefinition } from './definition.ts';
import { documentProblems } from './dossier-completeness.ts';
import type { HeldDocument } from './dossier-completeness.ts';
import { asFraction } from './expression-evaluate.ts';
import type { CalculatedField, FieldDefinition, SectionDefinition } from './field-definition.ts';
import { kindOf } from './field-kinds/registry.ts';
import { formOf } from './form.ts';
import { readForm } from './form-reading.ts';
import type { FormFacts, FormReading } from './form-reading.ts';
import type { PartCompleteness, Problem } from './problem.ts';
import type { Answers } from './stored-value.ts';
import { tableCompleteness } from './table-completeness.ts';

export interface SectionCompleteness {
	readonly key: string;
	readonly visible: boolean;
	/** Required parts: fields, tables, and each given row of a table of given rows. */
	readonly required: number;
	/** How many of them are there and whole. */
	readonly filled: number;
	/** Something was answered, required or not. */
	readonly begun: boolean;
	readonly errors: number;
	readonly warnings: number;
	/** By table: rows, and rows that lack something. */
	readonly tables: Readonly<Record<string, { readonly rows: number; readonly incomplete: number }>>;
}

export interface Completeness {
	readonly sections: readonly SectionCompleteness[];
	readonly dossier: { readonly required: number; readonly filled: number };
	readonly problems: readonly Problem[];
	/** No errors: it can be submitted as far as its content goes. */
	readonly complete: boolean;
}

/** What is known about the budget tables of the application. */
export interface BudgetSummary {
	readonly state: bigint;
	readonly own: bigint;
	readonly lines: number;
	/** Problems of the budget engine, already in its own codes. */
	readonly problems: readonly Refusal[];
}

export interface CompletenessInput {
	readonly definition: ProgrammeDefinition;
	readonly variant: string;
	readonly answers: Answers;
	readonly documents: readonly HeldDocument[];
	readonly budget?: BudgetSummary;
	readonly facts?: Omit<FormFacts, 'budget'>;
}

/** Counts and problems of a whole application. */
export function completeness(input: CompletenessInput): Completeness {
	const { definition, variant, answers, documents, budget, facts } = input;
	const form = formOf(definition, variant);
	const reading = readForm(form, answers, { ...facts, ...present({ budget }) });
	const checks = checkProblems(reading);
	const sections = form.sections.map((section) => sectionCompleteness(reading, section, budget, checks));
	const dossier = documentProblems(reading, documents, facts?.closesOn);
	const problems = [...sections.flatMap((section) => section.problems), ...dossier.problems];
	return {
		sections: sections.map((section) => section.summary),
		dossier: { required: dossier.required, filled: dossier.filled },
		problems,
		complete: problems.every((problem) => problem.severity === 'warning')
	};
}

function sectionCompleteness(
	reading: FormReading,
	section: SectionDefinition,
	budget: BudgetSummary | undefined,
	checks: readonly Problem[]
): { summary: SectionCompleteness; problems: readonly Problem[] } {
	const { key } = section;
	const visible = reading.sectionVisible(section);
	const fields = visible ? section.fields.filter((field) => reading.fieldVisible(section, field)) : [];
	const parts = fields.map((field) => fieldCompleteness(reading, key, field, budget));
	const problems = [
		...parts.flatMap((part) => part.problems),
		...(visible ? checks.filter(({ target }) => 'section' in target && target.section === key) : [])
	];
	const errors = problems.filter((problem) => problem.severity === 'error').length;
	return {
		problems,
		summary: {
			key,
			visible,
			required: parts.reduce((sum, part) => sum + part.required, 0),
			filled: parts.reduce((sum, part) => sum + part.filled, 0),
			begun: parts.some((part) => part.begun),
			errors,
			warnings: problems.length - errors,
			tables: Object.fromEntries(
				parts.flatMap((part) => (part.table === undefined ? [] : [[part.table.key, part.table.counts]]))
			)
		}
	};
}

const NOTHING: PartCompleteness = { required: 0, filled: 0, begun: false, problems: [] };

function fieldCompleteness(
	reading: FormReading,
	section: string,
	field: FieldDefinition,
	budget: BudgetSummary | undefined
): PartCompleteness {
	switch (field.kind) {
		case 'table':
			return tableCompleteness(reading, section, field);
		case 'budget':
			return budgetCompleteness(reading, section, field, budget);
		case 'calculated':
			return { ...NOTHING, problems: limitProblems(reading, section, field) };
		case 'file':
			// Documents are counted once, in the dossier.
			return NOTHING;
		default:
			return scalarCompleteness(reading, section, field);
	}
}

function scalarCompleteness(reading: FormReading, section: string, field: FieldDefinition): PartCompleteness {
	const value = reading.answers[section]?.[field.key];
	const kind = kindOf(field);
	const begun = value !== undefined && !kind.isEmpty(value);
	const required = reading.required(field.required, { section });
	const target = { section, field: field.key };
	const problems: Problem[] = begun
		? kind.problems(value, field, field.key).map(({ code, params }) => ({
				code,
				...present({ params }),
				severity: 'error',
				target,
				label: field.label
			}))
		: required
			? [{ code: 'field_missing', severity: 'error', target, label: field.label }]
			: [];
	return {
		required: required ? 1 : 0,
		filled: required && begun && problems.length === 0 ? 1 : 0,
		begun,
		problems
	};
}

function budgetCompleteness(
	reading: FormReading,
	section: string,
	field: FieldDefinition,
	budget: BudgetSummary | undefined
): PartCompleteness {
	const required = reading.required(field.required, { section });
	const begun = budget !== undefined && budget.lines > 0;
	const at = { severity: 'error', target: { section, field: field.key }, label: field.label } as const;
	const problems: Problem[] = [
		...(required && !begun ? [{ ...at, ...because('budget_empty') }] : []),
		...(budget?.problems ?? []).map(({ code, params }) => ({ ...at, code, ...present({ params }) }))
	];
	return {
		required: required ? 1 : 0,
		filled: required && begun && problems.length === 0 ? 1 : 0,
		begun,
		problems
	};
}

/** Parts within the limit can add up to more than the limit. */
function limitProblems(reading: FormReading, section: string, field: CalculatedField): Problem[] {
	const value =
		field.result.kind === 'dong' ? asFraction(reading.environment.field(section, field.key)) : null;
	return value === null || isWithinDongLimit(value.num / value.den)
		? []
		: [
				{
					code: 'total_too_large',
					severity: 'error',
					target: { section, field: field.key },
					label: field.label
				}
			];
}

function checkProblems(reading: FormReading): Problem[] {
	return reading.form.checks.flatMap((check) => {
		const section = reading.form.sections.find((candidate) => candidate.key === check.section);
		if (section === undefined || !reading.sectionVisible(section)) return [];
		const field = section.fields.find((candidate) => candidate.key === check.field);
		const problem = {
			code: 'check_failed' as const,
			severity: check.severity,
			label: field?.label ?? section.title,
			message: check.message,
			params: { check: check.key }
		};
		if (check.eachRow !== true) {
			const place = { section: section.key };
			return reading.condition(check.expression, place) === false
				? [{ ...problem, target: { section: section.key, ...present({ field: check.field }) } }]
				: [];
		}
		if (field?.kind !== 'table' || !reading.fieldVisible(section, field)) return [];
		const place = { section: section.key, table: field.key };
		return reading
			.rows(section.key, field)
			.map((row, index) => ({ row, place: index + 1 }))
			.filter(({ row }) => reading.condition(check.expression, place, row) === false)
			.map(({ row, place: number }) => ({
				...problem,
				...present({ rowName: nameOfRow(field.rowName, row.cells) }),
				...(field.fixedRows === undefined && { inTable: { title: field.label, row: number } }),
				target: { section: section.key, field: field.key, row: row.id, ...present({ column: check.column }) }
			}));
	});
}

/** The row's own name, when the column that names it holds a text. */
export function nameOfRow(
	column: string | undefined,
	cells: Readonly<Record<string, unknown>>
): string | undefined {
	const name = column === undefined ? undefined : cells[column];
	return typeof name === 'string' ? name : undefined;
}
