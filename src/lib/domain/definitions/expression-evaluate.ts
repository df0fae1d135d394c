/** Evaluates a checked expression over exact numbers. Never throws for what people typed: what is missing is empty. */
import {
	addFractions,
	compareFractions,
	divideFractions,
	fraction,
	multiplyFractions,
	roundHalfUpFraction,
	fractionFromDecimal,
	subtractFractions
} from '#lib/domain/shared/fraction.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import { daysBetween, isCalendarDate } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Address, ContextName } from './expression-scope.ts';
import type { CallName, TableAddress, Typed } from './expression-typed.ts';

/** A value; null is empty. Dates and option keys are strings. */
export type ExpressionValue = Fraction | string | boolean | readonly string[] | null;

/** Where the values come from. A calculated field is evaluated by whoever implements this. */
export interface Environment {
	field(section: string, field: string): ExpressionValue;
	context(name: ContextName): ExpressionValue;
	/** One reader for each row of a table. */
	rows(section: string, field: string): readonly RowReader[];
	/** The row that the expression stands in. */
	readonly row?: RowReader;
}
export type RowReader = (column: string) => ExpressionValue;

/**
 * The value of a checked tree, or null for empty. What is empty:
 * - arithmetic and comparison with something empty; a division by zero;
 * - `and` and `or` where the filled side does not decide by itself;
 * - `min` and `max` skip what is empty; `sum` too, so a sum over nothing is 0.
 */
export function evaluate(tree: Typed, environment: Environment): ExpressionValue {
	switch (tree.node) {
		case 'number':
			return fraction(tree.num, tree.den);
		case 'text':
		case 'bool':
			return tree.value;
		case 'value':
			return read(tree.address, environment);
		case 'negate': {
			const value = asFraction(evaluate(tree.of, environment));
			return value === null ? null : fraction(-value.num, value.den);
		}
		case 'not': {
			const value = evaluate(tree.of, environment);
			return value === null ? null : value !== true;
		}
		case 'binary':
			return binary(tree, environment);
		case 'call':
			return CALLS[tree.name](tree.args, environment);
		case 'aggregate':
			return aggregate(tree.over, tree.column, tree.where, environment);
	}
}

/** Evaluates a condition: true only when it is certainly true. */
export function holds(tree: Typed, environment: Environment): boolean {
	return evaluate(tree, environment) === true;
}

/** What counts as empty for `isEmpty`: nothing, no text, nothing chosen. */
export function isEmptyValue(value: ExpressionValue): boolean {
	return value === null || value === '' || (isList(value) && value.length === 0);
}

function isList(value: ExpressionValue): value is readonly string[] {
	return Array.isArray(value);
}

export function asFraction(value: ExpressionValue): Fraction | null {
	if (value === null) return null;
	if (typeof value === 'object' && !isList(value)) return value;
	throw new Error('an expression was evaluated without passing the check: a number was expected');
}

function read(address: Address, environment: Environment): ExpressionValue {
	switch (address.from) {
		case 'row':
			if (environment.row === undefined) throw new Error('a row expression was evaluated outside a row');
			return environment.row(address.column);
		case 'field':
			return environment.field(address.section, address.field);
		case 'context':
			return environment.context(address.name);
		case 'column':
		case 'table':
			throw new Error('a table is not a value');
	}
}

type BinaryTree = Extract<Typed, { node: 'binary' }>;

function binary(tree: BinaryTree, environment: Environment): ExpressionValue {
	const { operator } = tree;
	const left = evaluate(tree.left, environment);
	if (operator === 'and' || operator === 'or') {
		const decisive = operator === 'or';
		if (left === decisive) return decisive;
		const right = evaluate(tree.right, environment);
		if (right === decisive) return decisive;
		return left === null || right === null ? null : !decisive;
	}
	const right = evaluate(tree.right, environment);
	if (left === null || right === null || left === '' || right === '') return null;
	switch (operator) {
		case '+':
		case '-':
		case '*':
		case '/':
			return arithmetic(operator, asFraction(left), asFraction(right));
		case '==':
			return order(left, right) === 0;
		case '!=':
			return order(left, right) !== 0;
		case '<':
			return order(left, right) < 0;
		case '<=':
			return order(left, right) <= 0;
		case '>':
			return order(left, right) > 0;
		case '>=':
			return order(left, right) >= 0;
	}
}

function arithmetic(
	operator: '+' | '-' | '*' | '/',
	a: Fraction | null,
	b: Fraction | null
): Fraction | null {
	if (a === null || b === null) return null;
	switch (operator) {
		case '+':
			return addFractions(a, b);
		case '-':
			return subtractFractions(a, b);
		case '*':
			return multiplyFractions(a, b);
		case '/':
			return b.num === 0n ? null : divideFractions(a, b);
	}
}

/** Numbers by value; dates and keys by their text, which for dates is the order of time. */
function order(a: ExpressionValue, b: ExpressionValue): number {
	if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a < b ? -1 : 1;
	if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
	const [left, right] = [asFraction(a), asFraction(b)];
	if (left === null || right === null) throw new Error('empty values are not compared');
	return compareFractions(left, right);
}

type Call = (args: readonly Typed[], environment: Environment) => ExpressionValue;

const CALLS: Readonly<Record<CallName, Call>> = {
	if: ([when, then, otherwise], environment) => {
		const condition = evaluate(required(when), environment);
		if (condition === null) return null;
		return evaluate(required(condition === true ? then : otherwise), environment);
	},
	round: ([value, digits], environment) => {
		const number = asFraction(evaluate(required(value), environment));
		const scale = asFraction(evaluate(required(digits), environment));
		if (number === null || scale === null) return null;
		return fractionFromDecimal(roundHalfUpFraction(number, Number(scale.num)));
	},
	min: (args, environment) => extreme(args, environment, -1),
	max: (args, environment) => extreme(args, environment, 1),
	isEmpty: ([value], environment) => isEmptyValue(evaluate(required(value), environment)),
	includes: ([chosen, key], environment) => {
		const list = evaluate(required(chosen), environment);
		const wanted = evaluate(required(key), environment);
		return isList(list) && typeof wanted === 'string' ? list.includes(wanted) : null;
	},
	date: ([text], environment) => evaluate(required(text), environment),
	days: ([from, to], environment) => {
		const start = asDate(evaluate(required(from), environment));
		const end = asDate(evaluate(required(to), environment));
		return start === null || end === null ? null : fraction(BigInt(daysBetween(start, end)), 1n);
	},
	year: ([on], environment) => {
		const date = asDate(evaluate(required(on), environment));
		return date === null ? null : fraction(BigInt(date.slice(0, 4)), 1n);
	}
};

function asDate(value: ExpressionValue): CalendarDate | null {
	return typeof value === 'string' && isCalendarDate(value) ? value : null;
}

function required(tree: Typed | undefined): Typed {
	if (tree === undefined) throw new Error('an expression was evaluated without passing the check');
	return tree;
}

function extreme(args: readonly Typed[], environment: Environment, sign: 1 | -1): Fraction | null {
	let best: Fraction | null = null;
	for (const tree of args) {
		const value = asFraction(evaluate(tree, environment));
		if (value !== null && (best === null || compareFractions(value, best) === sign)) best = value;
	}
	return best;
}

function aggregate(
	over: TableAddress,
	column: string | undefined,
	where: Typed | undefined,
	environment: Environment
): Fraction {
	const rows = environment
		.rows(over.section, over.field)
		.filter((row) => where === undefined || holds(where, { ...environment, row }));
	if (column === undefined) return fraction(BigInt(rows.length), 1n);
	return rows.reduce(
		(total, row) => {
			const value = asFraction(row(column));
			return value === null ? total : addFractions(total, value);
		},
		fraction(0n, 1n)
	);
}
