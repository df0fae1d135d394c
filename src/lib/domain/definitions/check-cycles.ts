import type { Refusal } from '#lib/domain/shared/result.ts';
import type { ProgrammeDefinition } from './definition.ts';
import { checkExpression } from './expression-check.ts';
import type { Address } from './expression-scope.ts';
import type { Typed } from './expression-typed.ts';
import type { Column, FieldDefinition } from './field-definition.ts';
import { scopeOf } from './form.ts';
import type { Place } from './form.ts';

/**
 * `expression_cycle` for every value that depends on itself, by calculation or by being shown. A value depends on
 * its own expression and on everything that decides whether it is shown: its show-if and its section's.
 */
export function expressionCycles(definition: ProgrammeDefinition): Refusal[] {
	const needs = new Map<string, readonly string[]>();
	for (const section of definition.sections) {
		needs.set(section.key, used(definition, section.showIf, { section: section.key }));
		for (const field of section.fields) {
			const path = `${section.key}.${field.key}`;
			const place = { section: section.key };
			needs.set(path, [section.key, ...ofField(definition, field, place)]);
			if (field.kind !== 'table') continue;
			for (const column of field.columns) {
				needs.set(`${path}.${column.key}`, [
					path,
					...ofField(definition, column, { ...place, table: field.key })
				]);
			}
		}
	}
	return [...needs.keys()]
		.filter((start) => reaches(needs, start))
		.map((field) => ({ code: 'expression_cycle', field }));
}

function ofField(definition: ProgrammeDefinition, field: FieldDefinition | Column, place: Place): string[] {
	return [
		...used(definition, field.showIf, place),
		...(field.kind === 'calculated' ? used(definition, field.expression, place) : [])
	];
}

/** What an expression reads; nothing of one that does not check, which is reported elsewhere. */
function used(definition: ProgrammeDefinition, source: string | undefined, place: Place): string[] {
	if (source === undefined) return [];
	const checked = checkExpression(source, scopeOf(definition.sections, place));
	return checked.ok ? addresses(checked.value, place) : [];
}

function addresses(tree: Typed, place: Place): string[] {
	switch (tree.node) {
		case 'number':
		case 'text':
		case 'bool':
			return [];
		case 'value':
			return [nameOf(tree.address, place)];
		case 'negate':
		case 'not':
			return addresses(tree.of, place);
		case 'binary':
			return [...addresses(tree.left, place), ...addresses(tree.right, place)];
		case 'call':
			return tree.args.flatMap((argument) => addresses(argument, place));
		case 'aggregate': {
			const { section, field } = tree.over;
			const column = tree.column === undefined ? [] : [`${section}.${field}.${tree.column}`];
			const where = tree.where === undefined ? [] : addresses(tree.where, { section, table: field });
			return [`${section}.${field}`, ...column, ...where];
		}
	}
}

function nameOf(address: Address, place: Place): string {
	switch (address.from) {
		case 'row':
			return `${place.section ?? ''}.${place.table ?? ''}.${address.column}`;
		case 'field':
		case 'table':
			return `${address.section}.${address.field}`;
		case 'column':
			return `${address.section}.${address.field}.${address.column}`;
		case 'context':
			return address.name;
	}
}

function reaches(needs: ReadonlyMap<string, readonly string[]>, start: string): boolean {
	const seen = new Set<string>();
	const waiting = [...(needs.get(start) ?? [])];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		if (next === start) return true;
		if (seen.has(next)) continue;
		seen.add(next);
		waiting.push(...(needs.get(next) ?? []));
	}
	return false;
}
