import { present } from '#lib/domain/shared/present.ts';
/** A definition made ready for one variant: every expression in it parsed and checked once. */
import { inVariant } from './definition.ts';
import type { Check, DossierItem, ProgrammeDefinition } from './definition.ts';
import { dossierOf, sectionsOf } from './definition.ts';
import { checkCondition, checkExpression } from './expression-check.ts';
import type { Scope } from './expression-scope.ts';
import { fieldIn } from './expression-scope.ts';
import type { Typed } from './expression-typed.ts';
import type {
	CalculatedField,
	FieldDefinition,
	Requirement,
	SectionDefinition,
	TableField
} from './field-definition.ts';

export interface Form {
	readonly definition: ProgrammeDefinition;
	readonly variant: string;
	/** Sections and fields of this variant, in order. */
	readonly sections: readonly SectionDefinition[];
	readonly dossier: readonly DossierItem[];
	readonly checks: readonly Check[];
	/** The checked tree of an expression that stands somewhere in the definition. */
	readonly tree: (source: string, place: Place, wants: 'condition' | 'value') => Typed;
}

/** Where an expression stands. */
export interface Place {
	readonly section?: string;
	/** The table in whose rows it stands. */
	readonly table?: string;
}

const forms = new WeakMap<ProgrammeDefinition, Map<string, Form>>();

/**
 * The form of a variant. The same definition gives the same form again, since pages ask for it often.
 * A definition that has not passed its contract is a bug here and throws.
 */
export function formOf(definition: ProgrammeDefinition, variant: string): Form {
	const known = forms.get(definition) ?? new Map<string, Form>();
	forms.set(definition, known);
	const form = known.get(variant) ?? makeForm(definition, variant);
	known.set(variant, form);
	return form;
}

function makeForm(definition: ProgrammeDefinition, variant: string): Form {
	if (!definition.variants.some((candidate) => candidate.key === variant)) {
		throw new Error(`programme ${definition.key} has no variant ${variant}`);
	}
	const trees = new Map<string, Typed>();
	return {
		definition,
		variant,
		sections: sectionsOf(definition, variant),
		dossier: dossierOf(definition, variant),
		checks: definition.checks.filter((check) => inVariant(check, variant)),
		tree(source, place, wants) {
			const key = JSON.stringify([place.section ?? '', place.table ?? '', wants, source]);
			const tree = trees.get(key) ?? checkedTree(definition, source, place, wants);
			trees.set(key, tree);
			return tree;
		}
	};
}

/** The scope of a place: what its expressions may name. */
export function scopeOf(sections: readonly SectionDefinition[], { section, table }: Place): Scope {
	const field = table === undefined ? undefined : fieldIn({ sections }, section, table);
	return present({
		sections,
		section,
		row: section !== undefined && field?.kind === 'table' ? { section, table: field } : undefined
	});
}

function checkedTree(
	definition: ProgrammeDefinition,
	source: string,
	place: Place,
	wants: 'condition' | 'value'
): Typed {
	const scope = scopeOf(definition.sections, place);
	const checked = wants === 'condition' ? checkCondition(source, scope) : checkExpression(source, scope);
	if (!checked.ok)
		throw new Error(`the expression "${source}" has not passed the contract: ${checked.refusal.code}`);
	return checked.value;
}

/** The table with this key, or a bug. */
export function tableIn(form: Form, section: string, key: string): TableField {
	const field = fieldIn(form, section, key);
	if (field?.kind !== 'table') throw new Error(`${section}.${key} is not a table of ${form.definition.key}`);
	return field;
}

export function isCalculated(field: FieldDefinition): field is CalculatedField {
	return field.kind === 'calculated';
}

/** The condition in a requirement, if it has one. */
export function requirementCondition(requirement: Requirement | undefined): string | undefined {
	return typeof requirement === 'object' ? requirement.if : undefined;
}
