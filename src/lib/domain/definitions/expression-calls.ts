/**
 * The calls of the language and what they take:
 *
 *   if(condition, a, b)            a and b of one kind
 *   sum(t.column)  sumIf(t.column, condition)   condition sees the columns of the row
 *   count(t)       countIf(t, condition)
 *   round(x, digits)               half up, away from zero; digits is a literal 0..9
 *   min(a, b, ...)  max(a, b, ...)
 *   isEmpty(x)                     also of a table: no row at all
 *   includes(chosen, 'key')
 *   date('2026-01-31')
 *   days(from, to)                 whole days between two dates, negative backwards
 *   year(on)                       the year of a date, a whole number
 */
import { isCalendarDate } from '#lib/domain/shared/period.ts';
import { present } from '#lib/domain/shared/present.ts';
import type { Expression } from './expression-parser.ts';
import { fieldIn, resolve } from './expression-scope.ts';
import type { Scope } from './expression-scope.ts';
import { asNumber, expect, ExpressionMisfit, isOption, sameUnit } from './expression-typed.ts';
import type { TableAddress, Typed } from './expression-typed.ts';
import { NUMBER, typeName } from './expression-types.ts';
import type { ExpressionType, NumberType } from './expression-types.ts';

type Call = Extract<Expression, { node: 'call' }>;
type Check = (tree: Expression, scope: Scope) => Typed;
type Form = (call: Call, scope: Scope, check: Check) => Typed;

const CALLS: Readonly<Record<string, Form>> = {
	if: conditional,
	sum: (call, scope, check) => sum(call, scope, check, false),
	sumIf: (call, scope, check) => sum(call, scope, check, true),
	count: (call, scope, check) => count(call, scope, check, false),
	countIf: (call, scope, check) => count(call, scope, check, true),
	round,
	min: extreme,
	max: extreme,
	isEmpty,
	includes,
	date,
	days,
	year
};

/** `check` is handed in, since calls hold expressions and expressions hold calls. */
export function checkCall(call: Call, scope: Scope, check: Check): Typed {
	const form = Object.hasOwn(CALLS, call.name) ? CALLS[call.name] : undefined;
	if (form === undefined) throw new ExpressionMisfit('expression_unknown_call', call.at, { name: call.name });
	return form(call, scope, check);
}

function wrongArguments(call: Call): ExpressionMisfit {
	return new ExpressionMisfit('expression_wrong_arguments', call.at, { name: call.name });
}

function args<const N extends 1 | 2 | 3>(call: Call, count: N): Tuple[N] {
	if (call.args.length !== count) throw wrongArguments(call);
	return [...call.args] as Tuple[N];
}
interface Tuple {
	1: [Expression];
	2: [Expression, Expression];
	3: [Expression, Expression, Expression];
}

function conditional(call: Call, scope: Scope, check: Check): Typed {
	const [when, then, otherwise] = args(call, 3);
	const typed = [
		expect(check(when, scope), 'bool', when.at),
		check(then, scope),
		check(otherwise, scope)
	] as const;
	return { node: 'call', name: 'if', args: typed, type: common(typed[1], typed[2], otherwise.at) };
}

function common(a: Typed, b: Typed, at: number): ExpressionType {
	if (a.type.is === 'number' && b.type.is === 'number') return sameUnit(a.type, b.type, at);
	if (a.type.is === b.type.is) return a.type;
	throw new ExpressionMisfit('expression_wrong_type', at, {
		expected: typeName(a.type),
		found: typeName(b.type)
	});
}

function sum(call: Call, scope: Scope, check: Check, conditionally: boolean): Typed {
	const [over, where] = conditionally ? args(call, 2) : [...args(call, 1), undefined];
	const found = over.node === 'reference' ? resolve(scope, over.path) : undefined;
	if (over.node !== 'reference' || found === undefined) {
		throw new ExpressionMisfit('expression_unknown_reference', over.at, {
			name: over.node === 'reference' ? over.path.join('.') : ''
		});
	}
	if (found.address.from !== 'column' || found.type?.is !== 'number') throw wrongArguments(call);
	const { section, field, column } = found.address;
	return {
		node: 'aggregate',
		name: 'sum',
		over: { section, field },
		column,
		...present({ where: where && inEachRow(where, { section, field }, scope, check) }),
		type: found.type
	};
}

function count(call: Call, scope: Scope, check: Check, conditionally: boolean): Typed {
	const [over, where] = conditionally ? args(call, 2) : [...args(call, 1), undefined];
	const table = tableOf(over, scope);
	if (table === undefined) throw wrongArguments(call);
	return {
		node: 'aggregate',
		name: 'count',
		over: table,
		...present({ where: where && inEachRow(where, table, scope, check) }),
		type: NUMBER.whole
	};
}

function tableOf(tree: Expression, scope: Scope): TableAddress | undefined {
	const found = tree.node === 'reference' ? resolve(scope, tree.path) : undefined;
	return found?.address.from === 'table'
		? { section: found.address.section, field: found.address.field }
		: undefined;
}

function inEachRow(where: Expression, table: TableAddress, scope: Scope, check: Check): Typed {
	const field = fieldIn(scope, table.section, table.field);
	if (field?.kind !== 'table') throw new Error('an aggregate over something that is not a table');
	const row: Scope = { ...scope, row: { section: table.section, table: field } };
	return expect(check(where, row), 'bool', where.at);
}

function round(call: Call, scope: Scope, check: Check): Typed {
	const [value, digits] = args(call, 2);
	if (digits.node !== 'number' || !/^\d$/.test(digits.text)) throw wrongArguments(call);
	const typed = check(value, scope);
	const number = asNumber(typed, value.at);
	const type: NumberType = { ...number, exact: digits.text === '0' ? 'whole' : 'decimal' };
	return { node: 'call', name: 'round', args: [typed, check(digits, scope)], type };
}

function extreme(call: Call, scope: Scope, check: Check): Typed {
	const typed = call.args.map((argument) => check(argument, scope));
	const [first, ...others] = call.args.map((argument, index) => {
		const tree = typed[index];
		if (tree === undefined) throw new Error('an argument was lost');
		return asNumber(tree, argument.at);
	});
	if (first === undefined || others.length === 0) throw wrongArguments(call);
	return {
		node: 'call',
		name: call.name === 'min' ? 'min' : 'max',
		args: typed,
		type: others.reduce((type, other) => sameUnit(type, other, call.at), first)
	};
}

function isEmpty(call: Call, scope: Scope, check: Check): Typed {
	const [of] = args(call, 1);
	const table = tableOf(of, scope);
	const type: ExpressionType = { is: 'bool' };
	if (table === undefined) return { node: 'call', name: 'isEmpty', args: [check(of, scope)], type };
	const rows: Typed = { node: 'aggregate', name: 'count', over: table, type: NUMBER.whole };
	const none: Typed = { node: 'number', num: 0n, den: 1n, type: NUMBER.whole };
	return { node: 'binary', operator: '==', left: rows, right: none, type };
}

function includes(call: Call, scope: Scope, check: Check): Typed {
	const [chosen, key] = args(call, 2);
	const typed = check(chosen, scope);
	const literal = check(key, scope);
	if (typed.type.is !== 'choices' || !isOption(literal, typed.type.options, key.at))
		throw wrongArguments(call);
	return { node: 'call', name: 'includes', args: [typed, literal], type: { is: 'bool' } };
}

function date(call: Call): Typed {
	const [text] = args(call, 1);
	if (text.node !== 'text' || !isCalendarDate(text.value)) throw wrongArguments(call);
	return {
		node: 'call',
		name: 'date',
		args: [{ node: 'text', value: text.value, type: { is: 'text' } }],
		type: { is: 'date' }
	};
}

function days(call: Call, scope: Scope, check: Check): Typed {
	const typed = args(call, 2).map((argument) => expect(check(argument, scope), 'date', argument.at));
	return { node: 'call', name: 'days', args: typed, type: NUMBER.whole };
}

function year(call: Call, scope: Scope, check: Check): Typed {
	const [on] = args(call, 1);
	return {
		node: 'call',
		name: 'year',
		args: [expect(check(on, scope), 'date', on.at)],
		type: NUMBER.whole
	};
}
