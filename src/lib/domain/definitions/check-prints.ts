import type { Refusal } from '#lib/domain/shared/result.ts';
import { inVariant } from './definition.ts';
import type { ProgrammeDefinition } from './definition.ts';
import { fieldIn } from './expression-scope.ts';
import type { FieldDefinition } from './field-definition.ts';
import { knownFactOf, partsOf, placeholdersIn } from './print-spec.ts';
import type { PrintPart, PrintSpec } from './print-spec.ts';

/**
 * Problems of the forms that are printed from the answers: `print_item_unknown` (no such item of the dossier),
 * `print_field_unknown` {name} (no such field or fact, or not in a variant that the form is for),
 * `print_field_kind` {name} (a table where a text is printed, or the other way round), `print_column_unknown` {name},
 * `print_budget_missing`.
 */
export function checkPrints(definition: ProgrammeDefinition): Refusal[] {
	return (definition.prints ?? []).flatMap((spec) => checkPrint(definition, spec));
}

function checkPrint(definition: ProgrammeDefinition, spec: PrintSpec): Refusal[] {
	const path = `prints.${spec.key}`;
	const unknown = spec.items.filter((key) => !definition.dossier.some((item) => item.key === key));
	const named = spec.signers.flatMap(({ of }) => (of === undefined ? [] : [of]));
	return [
		...unknown.map((name): Refusal => ({ code: 'print_item_unknown', field: path, params: { name } })),
		...partsOf(spec).flatMap((part) => checkPart(definition, spec, part, path)),
		...named.flatMap((address) => checkText(definition, spec, address, path))
	];
}

function checkPart(
	definition: ProgrammeDefinition,
	spec: PrintSpec,
	part: PrintPart,
	path: string
): Refusal[] {
	const text = (address: string): Refusal[] => checkText(definition, spec, address, path);
	switch (part.kind) {
		case 'words':
			return placeholdersIn(part.text).flatMap(text);
		case 'facts':
			return part.rows.flatMap(({ of }) => text(of));
		case 'answer':
			return text(part.of);
		case 'table':
			return checkTable(definition, spec, part, path);
		case 'budget':
			return definition.sections.some(({ fields }) => fields.some(({ kind }) => kind === 'budget'))
				? []
				: [{ code: 'print_budget_missing', field: path }];
		default:
			return [];
	}
}

function checkText(
	definition: ProgrammeDefinition,
	spec: PrintSpec,
	address: string,
	path: string
): Refusal[] {
	if (knownFactOf(address) !== undefined) return [];
	const found = fieldOf(definition, spec, address);
	const params = { name: address };
	if (found === undefined) return [{ code: 'print_field_unknown', field: path, params }];
	const fits = found.kind !== 'table' && found.kind !== 'budget' && found.kind !== 'file';
	return fits ? [] : [{ code: 'print_field_kind', field: path, params }];
}

function checkTable(
	definition: ProgrammeDefinition,
	spec: PrintSpec,
	{ of, columns }: Extract<PrintPart, { kind: 'table' }>,
	path: string
): Refusal[] {
	const table = fieldOf(definition, spec, of);
	if (table === undefined) return [{ code: 'print_field_unknown', field: path, params: { name: of } }];
	if (table.kind !== 'table') return [{ code: 'print_field_kind', field: path, params: { name: of } }];
	return (columns ?? [])
		.filter((key) => !table.columns.some((column) => column.key === key))
		.map((key): Refusal => ({
			code: 'print_column_unknown',
			field: path,
			params: { name: `${of}.${key}` }
		}));
}

/** The field, where every variant that the form is for has it. */
function fieldOf(
	definition: ProgrammeDefinition,
	spec: PrintSpec,
	address: string
): FieldDefinition | undefined {
	const [section = '', key = ''] = address.split('.');
	const field = fieldIn(definition, section, key);
	const home = definition.sections.find((one) => one.key === section);
	if (field === undefined || home === undefined) return undefined;
	const everywhere = definition.variants
		.filter((variant) => inVariant(spec, variant.key))
		.every((variant) => inVariant(home, variant.key) && inVariant(field, variant.key));
	return everywhere ? field : undefined;
}
