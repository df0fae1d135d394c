import type { FilledTable, KhoanMethodSource } from '#lib/domain/budgets/rules.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { BudgetLinesSource, ProgrammeDefinition } from './definition.ts';
import { fieldIn } from './expression-scope.ts';
import type { FieldDefinition, TableField } from './field-definition.ts';

/**
 * Problems of budget, participants and what is read out of the answers: `budget_missing`, `budget_field_missing`,
 * `budget_table_unknown`, `budget_category_missing`, `participants_unknown`,
 * `case_title_unknown`, `decided_unknown`, `proposed_task_untitled`, `proposed_task_unknown`.
 */
export function checkSources(definition: ProgrammeDefinition): Refusal[] {
	return [
		...checkBudget(definition),
		...checkParticipants(definition),
		...checkTitle(definition),
		...checkDecided(definition),
		...checkProposedTask(definition)
	];
}

function at(definition: ProgrammeDefinition, address: string): FieldDefinition | undefined {
	const [section, field] = address.split('.');
	return field === undefined ? undefined : fieldIn(definition, section, field);
}

function checkBudget(definition: ProgrammeDefinition): Refusal[] {
	const { budgetTemplate: budget, sections } = definition;
	if (budget === undefined) {
		return flowOf(definition).paid ? [{ code: 'budget_missing', field: 'budgetTemplate' }] : [];
	}
	const shown = sections.some((section) => section.fields.some((field) => field.kind === 'budget'));
	const khoan = budget.khoanMethod === undefined ? [] : checkKhoanMethod(definition, budget.khoanMethod);
	if (budget.lines.kind === 'budget_field')
		return [...(shown ? [] : [because('budget_field_missing', { field: 'budgetTemplate' })]), ...khoan];
	return [...budget.lines.tables.flatMap((source) => checkLineTable(definition, source)), ...khoan];
}

/** The choice with its option, and the tables with their columns, are fields of the form. */
function checkKhoanMethod(definition: ProgrammeDefinition, source: KhoanMethodSource): Refusal[] {
	const choice = at(definition, source.field);
	const offered =
		choice?.kind === 'choice' && choice.options.some(({ key }) => key === source.toFinalProduct);
	const tables = [...source.products, source.addresses].filter((table) => !hasColumns(definition, table));
	return [
		...(offered
			? []
			: [because('khoan_field_unknown', { field: `budgetTemplate.khoanMethod.${source.field}` })]),
		...tables.map(({ table }): Refusal => ({
			code: 'khoan_field_unknown',
			field: `budgetTemplate.khoanMethod.${table}`
		}))
	];
}

function hasColumns(definition: ProgrammeDefinition, { table, columns }: FilledTable): boolean {
	const found = at(definition, table);
	return found?.kind === 'table' && columns.every((key) => found.columns.some((one) => one.key === key));
}

type LineTable = Extract<BudgetLinesSource, { kind: 'tables' }>['tables'][number];

function checkLineTable(definition: ProgrammeDefinition, source: LineTable): Refusal[] {
	const path = `budgetTemplate.lines.${source.table}`;
	const table = at(definition, source.table);
	if (table?.kind !== 'table') return [{ code: 'budget_table_unknown', field: path }];
	const { content, unit, quantity, unitPrice, amount, category } = source.columns;
	const sound =
		isKind(table, content, 'short_text', 'long_text') &&
		isKind(table, unit, 'short_text') &&
		isKind(table, quantity, 'decimal', 'whole_number') &&
		isKind(table, unitPrice, 'dong') &&
		isKind(table, amount, 'calculated') &&
		isKind(table, category, 'choice');
	if (!sound) return [{ code: 'budget_table_unknown', field: path }];
	const choice = table.columns.find((column) => column.key === category);
	const options = choice?.kind === 'choice' ? choice.options : [];
	return options
		.filter((option) => !Object.hasOwn(source.categories, option.key))
		.map((option): Refusal => ({
			code: 'budget_category_missing',
			field: path,
			params: { name: option.key }
		}));
}

function isKind(table: TableField, key: string, ...kinds: readonly FieldDefinition['kind'][]): boolean {
	const column = table.columns.find((candidate) => candidate.key === key);
	return column !== undefined && kinds.includes(column.kind);
}

function checkParticipants(definition: ProgrammeDefinition): Refusal[] {
	return definition.participants
		.filter(({ table, name, role, organisation, taxCode }) => {
			const field = at(definition, table);
			const keys = [name, role, organisation, taxCode].filter((key) => key !== undefined);
			return (
				field?.kind !== 'table' || !keys.every((key) => field.columns.some((column) => column.key === key))
			);
		})
		.map(({ table }): Refusal => ({
			code: 'participants_unknown',
			field: 'participants',
			params: { name: table }
		}));
}

function checkTitle(definition: ProgrammeDefinition): Refusal[] {
	const { caseTitle } = definition;
	if (caseTitle === undefined || at(definition, caseTitle)?.kind === 'short_text') return [];
	return [{ code: 'case_title_unknown', field: 'caseTitle', params: { name: caseTitle } }];
}

function checkDecided(definition: ProgrammeDefinition): Refusal[] {
	const { decided } = definition;
	if (decided === undefined) return [];
	const kinds = { leader: 'short_text', months: 'whole_number' } as const;
	return (['leader', 'months'] as const)
		.filter((key) => at(definition, decided[key])?.kind !== kinds[key])
		.map((key): Refusal => ({
			code: 'decided_unknown',
			field: `decided.${key}`,
			params: { name: decided[key] }
		}));
}

/** A task without a title of its own would carry the name of the round that it was proposed in. */
function checkProposedTask(definition: ProgrammeDefinition): Refusal[] {
	const { proposedTask: source, caseTitle } = definition;
	if (source === undefined) return [];
	const { variant, objectives, products } = source;
	const unknown = (address: string): Refusal => ({
		code: 'proposed_task_unknown',
		field: `proposedTask.${address}`,
		params: { name: address }
	});
	const told = at(definition, objectives)?.kind;
	return [
		...(caseTitle === undefined ? [because('proposed_task_untitled', { field: 'caseTitle' })] : []),
		...(variant === undefined || at(definition, variant)?.kind === 'choice' ? [] : [unknown(variant)]),
		...(told === 'short_text' || told === 'long_text' ? [] : [unknown(objectives)]),
		...(hasColumns(definition, products) ? [] : [unknown(products.table)])
	];
}
