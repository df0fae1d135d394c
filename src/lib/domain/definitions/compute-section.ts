import type { FormFacts, FormReading } from './form-reading.ts';
import { readForm } from './form-reading.ts';
import { isCalculated } from './form.ts';
import type { Form } from './form.ts';
import { isScalarColumn } from './field-kinds/table.ts';
import type { FieldDefinition, TableField } from './field-definition.ts';
import type { Answers } from './stored-value.ts';

/** A decimal string, or null while something that it needs is missing. */
export type Figure = string | null;

export interface ComputedTable {
	/** Row id to column key to figure. */
	readonly cells: Readonly<Record<string, Readonly<Record<string, Figure>>>>;
	readonly totals: Readonly<Record<string, string>>;
	/** Row id to the columns that are hidden in it. */
	readonly hidden: Readonly<Record<string, readonly string[]>>;
}

/** Everything in a section that follows from answers. Server and page compute it by this one function. */
export interface ComputedSection {
	readonly visible: boolean;
	/** Keys of the fields to show, in order. */
	readonly fields: readonly string[];
	readonly calculated: Readonly<Record<string, Figure>>;
	readonly tables: Readonly<Record<string, ComputedTable>>;
}

export function computeSection(
	form: Form,
	sectionKey: string,
	answers: Answers,
	facts: FormFacts = {}
): ComputedSection {
	return computeRead(readForm(form, answers, facts), sectionKey);
}

/** As `computeSection`, over answers that are read already. */
export function computeRead(reading: FormReading, sectionKey: string): ComputedSection {
	const section = reading.form.sections.find((candidate) => candidate.key === sectionKey);
	if (section === undefined || !reading.sectionVisible(section)) {
		return { visible: false, fields: [], calculated: {}, tables: {} };
	}
	const fields = section.fields.filter((field) => reading.fieldVisible(section, field));
	return {
		visible: true,
		fields: fields.map((field) => field.key),
		calculated: Object.fromEntries(
			fields.filter(isCalculated).map((field) => [field.key, reading.calculated(sectionKey, field)])
		),
		tables: Object.fromEntries(
			fields.filter(isTable).map((table) => [table.key, computeTable(reading, sectionKey, table)])
		)
	};
}

/** The fields of a section that are shown, given the answers. */
export function visibleFields(
	form: Form,
	sectionKey: string,
	answers: Answers,
	facts: FormFacts = {}
): FieldDefinition[] {
	const shown = computeSection(form, sectionKey, answers, facts).fields;
	const section = form.sections.find((candidate) => candidate.key === sectionKey);
	return (section?.fields ?? []).filter((field) => shown.includes(field.key));
}

export function isTable(field: FieldDefinition): field is TableField {
	return field.kind === 'table';
}

function computeTable(reading: FormReading, section: string, table: TableField): ComputedTable {
	const rows = reading.rows(section, table);
	const calculated = table.columns.filter(isCalculated);
	const conditional = table.columns.filter((column) => column.showIf !== undefined && isScalarColumn(column));
	return {
		cells: Object.fromEntries(
			rows.map((row) => [
				row.id,
				Object.fromEntries(
					calculated.map((column) => [column.key, reading.calculatedCell(section, table, row, column)])
				)
			])
		),
		totals: Object.fromEntries(
			table.columns
				.filter((column) => table.totals?.includes(column.key) === true)
				.map((column) => [column.key, reading.total(section, table, column)])
		),
		hidden: Object.fromEntries(
			rows.map((row) => [
				row.id,
				conditional
					.filter((column) => !reading.columnVisible(section, table, row, column))
					.map((column) => column.key)
			])
		)
	};
}
