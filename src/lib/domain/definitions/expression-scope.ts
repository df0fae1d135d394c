import { present } from '#lib/domain/shared/present.ts';
import type { FieldDefinition, SectionDefinition, TableField, Column } from './field-definition.ts';
import type { ExpressionType } from './expression-types.ts';
import { NUMBER, typeOfField } from './expression-types.ts';

/** Where a reference leads. */
export type Address =
	| { readonly from: 'row'; readonly column: string }
	| { readonly from: 'field'; readonly section: string; readonly field: string }
	| { readonly from: 'column'; readonly section: string; readonly field: string; readonly column: string }
	| { readonly from: 'table'; readonly section: string; readonly field: string }
	| { readonly from: 'context'; readonly name: ContextName };

export interface Resolved {
	readonly address: Address;
	/** Type of the value; of one cell for a column. Absent for a table. */
	readonly type?: ExpressionType;
}

/**
 * What the system knows about an application besides its answers. No section may use these names.
 * `budget.*`: figures of the one budget engine, đồng.
 */
export const CONTEXT = {
	'budget.state': NUMBER.dong,
	'budget.own': NUMBER.dong,
	'budget.total': NUMBER.dong,
	'applicant.kind': { is: 'choice' },
	'lot.variant': { is: 'choice' },
	'call.closes_on': { is: 'date' }
} as const satisfies Record<string, ExpressionType>;

export type ContextName = keyof typeof CONTEXT;

export function isContextName(name: string): name is ContextName {
	return Object.hasOwn(CONTEXT, name);
}

export const CONTEXT_ROOTS: readonly string[] = ['budget', 'applicant', 'lot', 'call'];

/** Where an expression stands: in a row of a table, in a section, or at the level of the programme. */
export interface Scope {
	readonly sections: readonly SectionDefinition[];
	/** The section whose fields may be named without it. */
	readonly section?: string;
	/** The table whose columns may be named by their bare keys. */
	readonly row?: { readonly section: string; readonly table: TableField };
}

/**
 * Resolves a reference. One part: a column of the row, else a field of the section. Two parts: context,
 * `section.field`, else `table.column` of the section. Three parts: `section.table.column`.
 * Undefined: there is no such thing here.
 */
export function resolve(scope: Scope, path: readonly string[]): Resolved | undefined {
	const [first, second, third] = path;
	if (first === undefined) return undefined;
	if (second === undefined) return inRow(scope, first) ?? inSection(scope, scope.section, first);
	if (third !== undefined) return path.length === 3 ? column(scope, first, second, third) : undefined;
	const context = `${first}.${second}`;
	if (isContextName(context)) return { address: { from: 'context', name: context }, type: CONTEXT[context] };
	return (
		inSection(scope, first, second) ??
		(scope.section === undefined ? undefined : column(scope, scope.section, first, second))
	);
}

function inRow(scope: Scope, key: string): Resolved | undefined {
	const found = scope.row?.table.columns.find((candidate) => candidate.key === key);
	return found === undefined
		? undefined
		: { address: { from: 'row', column: key }, ...present({ type: typeOfField(found) }) };
}

function inSection(scope: Scope, section: string | undefined, key: string): Resolved | undefined {
	const found = fieldIn(scope, section, key);
	if (found === undefined || section === undefined) return undefined;
	if (found.kind === 'table') return { address: { from: 'table', section, field: key } };
	const type = typeOfField(found);
	return type === undefined ? undefined : { address: { from: 'field', section, field: key }, type };
}

function column(scope: Scope, section: string, table: string, key: string): Resolved | undefined {
	const found = fieldIn(scope, section, table);
	const cell: Column | undefined =
		found?.kind === 'table' ? found.columns.find((candidate) => candidate.key === key) : undefined;
	return cell === undefined
		? undefined
		: {
				address: { from: 'column', section, field: table, column: key },
				...present({ type: typeOfField(cell) })
			};
}

/** The field with this key in this section, if there is one. */
export function fieldIn(
	scope: Pick<Scope, 'sections'>,
	section: string | undefined,
	key: string
): FieldDefinition | undefined {
	return scope.sections
		.find((candidate) => candidate.key === section)
		?.fields.find((candidate) => candidate.key === key);
}
