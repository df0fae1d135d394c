/** One set of answers read through a form: what is visible, what is required, what is calculated. */
import { fractionFromDecimal, roundHalfUpFraction } from '#lib/domain/shared/fraction.ts';
import { toPlain } from '#lib/domain/shared/decimal.ts';
import { asFraction, evaluate, holds } from './expression-evaluate.ts';
import type { Environment, ExpressionValue, RowReader } from './expression-evaluate.ts';
import { fieldIn } from './expression-scope.ts';
import type { ContextName } from './expression-scope.ts';
import type {
	CalculatedField,
	Column,
	FieldDefinition,
	Requirement,
	SectionDefinition,
	TableField
} from './field-definition.ts';
import { kindOf, scalarKind } from './field-kinds/registry.ts';
import { isScalarColumn } from './field-kinds/table.ts';
import type { Form, Place } from './form.ts';
import { rowsOf } from './stored-value.ts';
import type { Answers, StoredRow } from './stored-value.ts';

/** What the system knows besides the answers; what is absent reads as empty. */
export interface FormFacts {
	/** đồng, from the budget engine. */
	readonly budget?: { readonly state: bigint; readonly own: bigint };
	readonly applicantKind?: string;
	/** 'YYYY-MM-DD', the last day of the call in Vietnam. */
	readonly closesOn?: string;
}

export interface FormReading {
	readonly form: Form;
	readonly answers: Answers;
	readonly environment: Environment;
	sectionVisible(section: SectionDefinition): boolean;
	fieldVisible(section: SectionDefinition, field: FieldDefinition): boolean;
	columnVisible(section: string, table: TableField, row: StoredRow, column: Column): boolean;
	/** Whether a value must be there now. */
	required(requirement: Requirement | undefined, place: Place, row?: StoredRow): boolean;
	/** Plain text of a calculated field, null while something is missing. */
	calculated(section: string, field: CalculatedField): string | null;
	calculatedCell(section: string, table: TableField, row: StoredRow, column: CalculatedField): string | null;
	/** The exact sum of a column over the rows, plain; '0' over none. */
	total(section: string, table: TableField, column: Column): string;
	/** Any condition or value that stands at a place. */
	condition(source: string, place: Place, row?: StoredRow): boolean | null;
	value(source: string, place: Place): ExpressionValue;
	/** Rows as they count: for a table of fixed rows all of them, in their order. */
	rows(section: string, table: TableField): readonly StoredRow[];
}

/** Reads answers through a form. Cheap to make; nothing is computed before it is asked for. */
export function readForm(form: Form, answers: Answers, facts: FormFacts = {}): FormReading {
	const visible = new Map<string, boolean>();
	const inProgress = new Set<string>();

	/** A definition in which something depends on itself does not pass the contract, so meeting one is a bug. */
	function once<T>(name: string, work: () => T): T {
		if (inProgress.has(name)) throw new Error(`${name} depends on itself`);
		inProgress.add(name);
		try {
			return work();
		} finally {
			inProgress.delete(name);
		}
	}

	function seen(name: string, showIf: string | undefined, place: Place): boolean {
		if (showIf === undefined) return true;
		const known = visible.get(name);
		if (known !== undefined) return known;
		const shown = once(name, () => holds(form.tree(showIf, place, 'condition'), environment));
		visible.set(name, shown);
		return shown;
	}

	const sectionVisible = (section: SectionDefinition): boolean =>
		seen(section.key, section.showIf, { section: section.key });

	const fieldVisible = (section: SectionDefinition, field: FieldDefinition): boolean =>
		sectionVisible(section) && seen(`${section.key}.${field.key}`, field.showIf, { section: section.key });

	const find = (sectionKey: string, fieldKey: string): FieldDefinition | undefined => {
		const section = form.sections.find((candidate) => candidate.key === sectionKey);
		const field = fieldIn(form, sectionKey, fieldKey);
		// What another variant has, or what is hidden, counts as empty.
		return section !== undefined && field !== undefined && fieldVisible(section, field) ? field : undefined;
	};

	const environment: Environment = {
		field(sectionKey, fieldKey) {
			const field = find(sectionKey, fieldKey);
			if (field === undefined) return null;
			if (field.kind === 'calculated') {
				return once(`=${sectionKey}.${fieldKey}`, () =>
					evaluate(form.tree(field.expression, { section: sectionKey }, 'value'), environment)
				);
			}
			const stored = answers[sectionKey]?.[fieldKey];
			return stored === undefined ? null : kindOf(field).toExpression(stored, field);
		},
		context: (name) => contextValue(name, form, facts),
		rows(sectionKey, fieldKey) {
			const table = find(sectionKey, fieldKey);
			if (table?.kind !== 'table') return [];
			return rows(sectionKey, table).map((row) => rowReader(sectionKey, table, row));
		}
	};

	function rows(section: string, table: TableField): readonly StoredRow[] {
		const stored = rowsOf(answers[section]?.[table.key]);
		if (table.fixedRows === undefined) return stored;
		return table.fixedRows.map(({ key }) => stored.find((row) => row.id === key) ?? { id: key, cells: {} });
	}

	function rowReader(section: string, table: TableField, row: StoredRow): RowReader {
		const reader: RowReader = (key) => {
			const column = table.columns.find((candidate) => candidate.key === key);
			if (column === undefined || !cellVisible(section, table, column, reader, row.id)) return null;
			if (!isScalarColumn(column)) {
				return once(`=${section}.${table.key}/${row.id}/${key}`, () =>
					evaluate(form.tree(column.expression, { section, table: table.key }, 'value'), {
						...environment,
						row: reader
					})
				);
			}
			const stored = row.cells[key];
			return stored === undefined ? null : scalarKind(column).toExpression(stored, column);
		};
		return reader;
	}

	function cellVisible(
		section: string,
		table: TableField,
		column: Column,
		row: RowReader,
		id: string
	): boolean {
		const { showIf } = column;
		if (showIf === undefined) return true;
		return once(`${section}.${table.key}/${id}/${column.key}`, () =>
			holds(form.tree(showIf, { section, table: table.key }, 'condition'), { ...environment, row })
		);
	}

	function inRow(place: Place, row: StoredRow | undefined): Environment {
		if (row === undefined || place.section === undefined || place.table === undefined) return environment;
		const table = fieldIn(form, place.section, place.table);
		if (table?.kind !== 'table') throw new Error(`${place.section}.${place.table} is not a table`);
		return { ...environment, row: rowReader(place.section, table, row) };
	}

	const condition = (source: string, place: Place, row?: StoredRow): boolean | null => {
		const value = evaluate(form.tree(source, place, 'condition'), inRow(place, row));
		return value === null ? null : value === true;
	};

	return {
		form,
		answers,
		environment,
		sectionVisible,
		fieldVisible,
		rows,
		condition,
		columnVisible: (section, table, row, column) =>
			cellVisible(section, table, column, rowReader(section, table, row), row.id),
		required: (requirement, place, row) =>
			typeof requirement === 'object' ? condition(requirement.if, place, row) === true : requirement === true,
		calculated: (section, field) => plain(environment.field(section, field.key), field),
		calculatedCell: (section, table, row, column) =>
			plain(rowReader(section, table, row)(column.key), column),
		total: (section, table, column) => {
			const tree = form.tree(`sum(${section}.${table.key}.${column.key})`, {}, 'value');
			const sum = asFraction(evaluate(tree, environment)) ?? { num: 0n, den: 1n };
			return toPlain(roundHalfUpFraction(sum, scaleOf(column)));
		},
		value: (source, place) => evaluate(form.tree(source, place, 'value'), environment)
	};
}

function contextValue(name: ContextName, form: Form, facts: FormFacts): ExpressionValue {
	const { budget } = facts;
	switch (name) {
		case 'budget.state':
			return budget === undefined ? null : dong(budget.state);
		case 'budget.own':
			return budget === undefined ? null : dong(budget.own);
		case 'budget.total':
			return budget === undefined ? null : dong(budget.state + budget.own);
		case 'applicant.kind':
			return facts.applicantKind ?? null;
		case 'lot.variant':
			return form.variant;
		case 'call.closes_on':
			return facts.closesOn ?? null;
	}
}

function dong(amount: bigint): ExpressionValue {
	return fractionFromDecimal({ unscaled: amount, scale: 0 });
}

function scaleOf(column: Column): number {
	if (column.kind === 'decimal') return column.scale;
	return column.kind === 'calculated' && column.result.kind === 'decimal' ? column.result.scale : 0;
}

/** A calculated value as it is stored in a revision and shown: rounded once, to the digits of its result. */
function plain(value: ExpressionValue, field: CalculatedField): string | null {
	const number = asFraction(value);
	return number === null ? null : toPlain(roundHalfUpFraction(number, scaleOf(field)));
}
