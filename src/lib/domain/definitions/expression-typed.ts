import type { RefusalCode } from '#lib/domain/generated/names.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { BinaryOperator } from './expression-parser.ts';
import type { Address } from './expression-scope.ts';
import { lessExact, typeName } from './expression-types.ts';
import type { ExpressionType, NumberType } from './expression-types.ts';

/** A tree whose every node is known to fit; evaluation cannot meet a wrong type in it. */
export type Typed = { readonly type: ExpressionType } & (
	| { readonly node: 'number'; readonly num: bigint; readonly den: bigint }
	| { readonly node: 'text'; readonly value: string }
	| { readonly node: 'bool'; readonly value: boolean }
	| { readonly node: 'value'; readonly address: Address }
	| { readonly node: 'negate' | 'not'; readonly of: Typed }
	| {
			readonly node: 'binary';
			readonly operator: BinaryOperator;
			readonly left: Typed;
			readonly right: Typed;
	  }
	| { readonly node: 'call'; readonly name: CallName; readonly args: readonly Typed[] }
	| {
			readonly node: 'aggregate';
			readonly name: 'sum' | 'count';
			readonly over: TableAddress;
			/** For `sum`: the column that is added. */
			readonly column?: string;
			/** For `sumIf` and `countIf`: asked in each row. */
			readonly where?: Typed;
	  }
);

export type CallName = 'if' | 'round' | 'min' | 'max' | 'isEmpty' | 'includes' | 'date' | 'days' | 'year';
export interface TableAddress {
	readonly section: string;
	readonly field: string;
}

/** Thrown within the checker only, and caught at its door. */
export class ExpressionMisfit extends Error {
	readonly refusal: Refusal;
	constructor(code: RefusalCode, at: number, params: Readonly<Record<string, string>> = {}) {
		super(code);
		this.refusal = { code, params: { at: String(at), ...params } };
	}
}

export function expect(tree: Typed, is: ExpressionType['is'], at: number): Typed {
	if (tree.type.is === is) return tree;
	throw new ExpressionMisfit('expression_wrong_type', at, { expected: is, found: typeName(tree.type) });
}

export function asNumber(tree: Typed, at: number): NumberType {
	if (tree.type.is === 'number') return tree.type;
	throw new ExpressionMisfit('expression_wrong_type', at, { expected: 'number', found: typeName(tree.type) });
}

/** The type of a sum of the two, or of whichever of the two comes out. Money and plain numbers never mix. */
export function sameUnit(a: NumberType, b: NumberType, at: number): NumberType {
	if (a.money !== b.money && a.money !== 'any' && b.money !== 'any') {
		throw new ExpressionMisfit('expression_money_mixed', at);
	}
	return { is: 'number', money: a.money === 'any' ? b.money : a.money, exact: lessExact(a.exact, b.exact) };
}

/** A literal that is compared with a choice must be one of its keys: a slip of the pen would be false for ever. */
export function isOption(tree: Typed, options: readonly string[] | undefined, at: number): boolean {
	if (tree.node !== 'text') return false;
	if (options !== undefined && !options.includes(tree.value)) {
		throw new ExpressionMisfit('expression_not_an_option', at, { found: tree.value });
	}
	return true;
}
