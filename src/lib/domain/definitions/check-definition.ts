/** The contract of a definition beyond its structure: everything named exists, fits, and is said in Vietnamese. */
import { flowOf } from '#lib/domain/flow/flow.ts';
import { checkRubric } from '#lib/domain/scoring/scale.ts';
import { present } from '#lib/domain/shared/present.ts';
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { checkBodies } from './check-bodies.ts';
import { checkPrints } from './check-prints.ts';
import { checkSources } from './check-sources.ts';
import { expressionCycles } from './check-cycles.ts';
import type { ProgrammeDefinition } from './definition.ts';
import { checkCondition, checkExpression } from './expression-check.ts';
import { CONTEXT_ROOTS, fieldIn } from './expression-scope.ts';
import type { Typed } from './expression-typed.ts';
import { typeName } from './expression-types.ts';
import type {
	CalculatedField,
	Column,
	FieldDefinition,
	SectionDefinition,
	TableField
} from './field-definition.ts';
import { requirementCondition, scopeOf } from './form.ts';
import type { Place } from './form.ts';

/**
 * Every problem at once, each with its path: `key_repeated`, `key_reserved`, `variant_unknown`, `section_unknown`,
 * `field_unknown`, `column_unknown`, `dossier_unknown`, `options_missing`, `bounds_reversed`,
 * `table_without_columns`, `totals_not_a_number`, `file_source`, `rubric_missing`, `rubric_unknown`, those of
 * `checkRubric`, those of expressions (with `at`), `expression_not_money`, `expression_result`, `expression_cycle`,
 * and those of check-bodies.ts, check-prints.ts and check-sources.ts.
 */
export function checkDefinition(definition: ProgrammeDefinition): Refusal[] {
	return [
		...repeated(definition.variants, 'variants'),
		...repeated(definition.sections, 'sections'),
		...repeated(definition.dossier, 'dossier'),
		...repeated(definition.checks, 'checks'),
		...repeated(definition.conditions, 'conditions'),
		...definition.sections.flatMap((section) => checkSection(definition, section)),
		...definition.dossier.flatMap((item): Refusal[] => [
			...variantProblems(definition, item.variants, `dossier.${item.key}`),
			...condition(definition, requirementCondition(item.required), {}, `dossier.${item.key}.required`),
			...(item.validityDays !== undefined && item.dated !== 'issued'
				? [because('dossier_validity_without_date', { field: `dossier.${item.key}` })]
				: [])
		]),
		...definition.conditions.flatMap((item) =>
			variantProblems(definition, item.variants, `conditions.${item.key}`)
		),
		...checkChecks(definition),
		...checkAmounts(definition),
		...checkRubrics(definition),
		...checkBodies(definition),
		...checkSources(definition),
		...repeated(definition.prints ?? [], 'prints'),
		...(definition.prints ?? []).flatMap((spec): Refusal[] => [
			...variantProblems(definition, spec.variants, `prints.${spec.key}`),
			...condition(definition, spec.when, {}, `prints.${spec.key}.when`)
		]),
		...checkPrints(definition),
		...expressionCycles(definition)
	];
}

function repeated(items: readonly { readonly key: string }[], path: string): Refusal[] {
	return items
		.filter((item, index) => items.findIndex((other) => other.key === item.key) < index)
		.map((item): Refusal => ({ code: 'key_repeated', field: `${path}.${item.key}` }));
}

function variantProblems(
	definition: ProgrammeDefinition,
	variants: readonly string[] | undefined,
	path: string
): Refusal[] {
	return (variants ?? [])
		.filter((key) => !definition.variants.some((variant) => variant.key === key))
		.map((key): Refusal => ({ code: 'variant_unknown', field: path, params: { name: key } }));
}

function checkSection(definition: ProgrammeDefinition, section: SectionDefinition): Refusal[] {
	const path = section.key;
	return [
		...(CONTEXT_ROOTS.includes(section.key) ? [because('key_reserved', { field: path })] : []),
		...variantProblems(definition, section.variants, path),
		...condition(definition, section.showIf, { section: section.key }, `${path}.showIf`),
		...repeated(section.fields, path),
		...section.fields.flatMap((field) =>
			checkField(definition, field, { section: section.key }, `${path}.${field.key}`)
		)
	];
}

function checkField(
	definition: ProgrammeDefinition,
	field: FieldDefinition,
	place: Place,
	path: string
): Refusal[] {
	return [
		...variantProblems(definition, field.variants, path),
		...condition(definition, field.showIf, place, `${path}.showIf`),
		...condition(definition, requirementCondition(field.required), place, `${path}.required`),
		...kindProblems(definition, field, place, path)
	];
}

function kindProblems(
	definition: ProgrammeDefinition,
	field: FieldDefinition,
	place: Place,
	path: string
): Refusal[] {
	switch (field.kind) {
		case 'choice':
		case 'multiple_choice':
			return [
				...(field.options.length === 0 ? [because('options_missing', { field: path })] : []),
				...repeated(field.options, path)
			];
		case 'date':
		case 'whole_number':
			return reversed(field.min, field.max, path);
		case 'decimal':
			return reversed(numeric(field.min), numeric(field.max), path);
		case 'dong':
			return reversed(
				field.min === undefined ? undefined : BigInt(field.min),
				field.max === undefined ? undefined : BigInt(field.max),
				path
			);
		case 'calculated':
			return checkCalculated(definition, field, place, path);
		case 'table':
			return checkTable(definition, field, place, path);
		case 'file':
			return checkFile(definition, field, path);
		default:
			return [];
	}
}

/** Bounds of a decimal field, as whole numbers of its smallest digit (six at most, so 10^6 makes them whole). */
function numeric(text: string | undefined): bigint | undefined {
	if (text === undefined) return undefined;
	const [whole = '', part = ''] = text.split('.');
	return BigInt(whole + part.padEnd(6, '0'));
}

function reversed<T extends string | number | bigint>(
	min: T | undefined,
	max: T | undefined,
	path: string
): Refusal[] {
	return min !== undefined && max !== undefined && max < min
		? [{ code: 'bounds_reversed', field: path }]
		: [];
}

function checkCalculated(
	definition: ProgrammeDefinition,
	field: CalculatedField,
	place: Place,
	path: string
): Refusal[] {
	const checked = checkExpression(field.expression, scopeOf(definition.sections, place));
	if (!checked.ok) return [{ ...checked.refusal, field: `${path}.expression` }];
	return fits(checked.value, field.result.kind)
		? []
		: [
				{
					code: 'expression_result',
					field: `${path}.expression`,
					params: { expected: field.result.kind, found: typeName(checked.value.type) }
				}
			];
}

/** Money and whole numbers must be whole already: whoever divides says where it is rounded. */
function fits({ type }: Typed, kind: CalculatedField['result']['kind']): boolean {
	if (type.is !== 'number') return false;
	if (kind === 'decimal') return type.money !== true;
	return type.exact === 'whole' && (kind === 'dong' ? type.money !== false : type.money !== true);
}

function checkTable(
	definition: ProgrammeDefinition,
	table: TableField,
	place: Place,
	path: string
): Refusal[] {
	const inRow: Place = { ...place, table: table.key };
	const column = (key: string): Column | undefined =>
		table.columns.find((candidate) => candidate.key === key);
	return [
		...(table.columns.length === 0 ? [because('table_without_columns', { field: path })] : []),
		...repeated(table.columns, path),
		...repeated(table.fixedRows ?? [], path),
		...reversed(table.minRows, table.maxRows, path),
		...table.columns.flatMap((cell) => checkField(definition, cell, inRow, `${path}.${cell.key}`)),
		...(table.rowName !== undefined && column(table.rowName)?.kind !== 'short_text'
			? [because('column_unknown', { field: `${path}.rowName`, params: { name: table.rowName } })]
			: []),
		...(table.totals ?? [])
			.filter((key) => !isNumeric(column(key)))
			.map((key): Refusal => ({ code: 'totals_not_a_number', field: path, params: { name: key } }))
	];
}

function isNumeric(column: Column | undefined): boolean {
	return column !== undefined && ['dong', 'whole_number', 'decimal', 'calculated'].includes(column.kind);
}

function checkFile(
	definition: ProgrammeDefinition,
	field: Extract<FieldDefinition, { kind: 'file' }>,
	path: string
): Refusal[] {
	if ((field.dossier === undefined) === (field.own === undefined))
		return [{ code: 'file_source', field: path }];
	if (field.dossier === undefined || definition.dossier.some((item) => item.key === field.dossier)) return [];
	return [{ code: 'dossier_unknown', field: path, params: { name: field.dossier } }];
}

function condition(
	definition: ProgrammeDefinition,
	source: string | undefined,
	place: Place,
	path: string
): Refusal[] {
	if (source === undefined) return [];
	return refusalOf(checkCondition(source, scopeOf(definition.sections, place)), path);
}

function refusalOf(result: Result<Typed>, path: string): Refusal[] {
	return result.ok ? [] : [{ ...result.refusal, field: path }];
}

function checkChecks(definition: ProgrammeDefinition): Refusal[] {
	return definition.checks.flatMap((check) => {
		const path = `checks.${check.key}`;
		const section = definition.sections.find((candidate) => candidate.key === check.section);
		if (section === undefined)
			return [{ code: 'section_unknown', field: path, params: { name: check.section } }];
		const field = check.field === undefined ? undefined : fieldIn(definition, check.section, check.field);
		const problems = variantProblems(definition, check.variants, path);
		if (check.field !== undefined && field === undefined) {
			return [...problems, { code: 'field_unknown', field: path, params: { name: check.field } }];
		}
		if (check.eachRow === true && field?.kind !== 'table') {
			return [...problems, { code: 'field_unknown', field: path, params: { name: check.field ?? '' } }];
		}
		if (check.column !== undefined && !hasColumn(field, check.column)) {
			return [...problems, { code: 'column_unknown', field: path, params: { name: check.column } }];
		}
		const place =
			check.eachRow === true
				? { section: section.key, ...present({ table: check.field }) }
				: { section: section.key };
		return [...problems, ...condition(definition, check.expression, place, path)];
	});
}

function hasColumn(field: FieldDefinition | undefined, key: string): boolean {
	return field?.kind === 'table' && field.columns.some((column) => column.key === key);
}

function checkAmounts(definition: ProgrammeDefinition): Refusal[] {
	return Object.entries(definition.amounts).flatMap(([name, source]) => {
		if (source === undefined) return [];
		const checked = checkExpression(source, scopeOf(definition.sections, {}));
		if (!checked.ok) return [{ ...checked.refusal, field: `amounts.${name}` }];
		return fits(checked.value, 'dong') ? [] : [{ code: 'expression_not_money', field: `amounts.${name}` }];
	});
}

/** Every variant has its rubric, or none has and nothing is scored; of a council that screens every variant has. */
function checkRubrics(definition: ProgrammeDefinition): Refusal[] {
	const { rubrics, screeningRubrics } = definition;
	const { screens } = flowOf(definition);
	return [
		...rubricProblems(definition, 'rubrics', rubrics, Object.keys(rubrics).length > 0),
		...(screens || screeningRubrics !== undefined
			? rubricProblems(definition, 'screeningRubrics', screeningRubrics ?? {}, true)
			: [])
	];
}

function rubricProblems(
	definition: ProgrammeDefinition,
	path: 'rubrics' | 'screeningRubrics',
	given: ProgrammeDefinition['rubrics'],
	scored: boolean
): Refusal[] {
	const rubrics = Object.entries(given);
	return [
		...definition.variants
			.filter((variant) => scored && !Object.hasOwn(given, variant.key))
			.map((variant): Refusal => ({ code: 'rubric_missing', field: `${path}.${variant.key}` })),
		...rubrics
			.filter(([key]) => !definition.variants.some((variant) => variant.key === key))
			.map(([key]): Refusal => ({ code: 'rubric_unknown', field: `${path}.${key}` })),
		...rubrics.flatMap(([key, rubric]) => {
			const checked = checkRubric(rubric);
			if (checked.ok) return [];
			return (checked.refusal.causes ?? [checked.refusal]).map((cause) => ({
				...cause,
				field: cause.field === undefined ? `${path}.${key}` : `${path}.${key}.${cause.field}`
			}));
		})
	];
}
