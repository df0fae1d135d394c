import type { FieldDefinition, Option } from './field-definition.ts';

/**
 * Types of expressions.
 *
 * A number is money or not, and more or less exact: a `whole` one, a `decimal` one (it ends), or a `fraction`
 * (the result of a division, which may not). Money as such is whole đồng; money times 1,5 is a decimal of money
 * and must be rounded before it can be shown as money. A literal adapts to what it stands beside (`money: 'any'`).
 */
export type Exactness = 'whole' | 'decimal' | 'fraction';
export type NumberType = {
	readonly is: 'number';
	readonly money: boolean | 'any';
	readonly exact: Exactness;
};
export type ExpressionType =
	| NumberType
	| { readonly is: 'text' }
	| { readonly is: 'bool' }
	| { readonly is: 'date' }
	/** `options` absent: the keys are not known here (kind of applicant, variant). */
	| { readonly is: 'choice'; readonly options?: readonly string[] }
	| { readonly is: 'choices'; readonly options: readonly string[] }
	/** Anything whose only question is whether it is empty (a commune). */
	| { readonly is: 'opaque' };

export const NUMBER = {
	whole: { is: 'number', money: false, exact: 'whole' },
	decimal: { is: 'number', money: false, exact: 'decimal' },
	dong: { is: 'number', money: true, exact: 'whole' }
} as const satisfies Record<string, NumberType>;

const EXACTNESS: readonly Exactness[] = ['whole', 'decimal', 'fraction'];

/** The less exact of the two. */
export function lessExact(a: Exactness, b: Exactness): Exactness {
	return EXACTNESS.indexOf(a) >= EXACTNESS.indexOf(b) ? a : b;
}

function keysOf(options: readonly Option[]): string[] {
	return options.map((option) => option.key);
}

/** The type that a field has in an expression; undefined for tables, budgets and files, which have none. */
export function typeOfField(field: FieldDefinition): ExpressionType | undefined {
	switch (field.kind) {
		case 'short_text':
		case 'long_text':
		case 'tax_code':
			return { is: 'text' };
		case 'choice':
			return { is: 'choice', options: keysOf(field.options) };
		case 'multiple_choice':
			return { is: 'choices', options: keysOf(field.options) };
		case 'date':
			return { is: 'date' };
		case 'whole_number':
			return NUMBER.whole;
		case 'decimal':
			return NUMBER.decimal;
		case 'dong':
			return NUMBER.dong;
		case 'commune':
			return { is: 'opaque' };
		case 'calculated':
			return field.result.kind === 'dong'
				? NUMBER.dong
				: field.result.kind === 'whole_number'
					? NUMBER.whole
					: NUMBER.decimal;
		case 'table':
		case 'budget':
		case 'file':
			return undefined;
	}
}

/** How a type is called in a message to whoever writes a definition. */
export function typeName(type: ExpressionType | undefined): string {
	if (type === undefined) return 'table';
	if (type.is !== 'number') return type.is;
	const exact = type.exact === 'whole' ? '' : `_${type.exact}`;
	return type.money === true ? `dong${exact}` : type.exact;
}
