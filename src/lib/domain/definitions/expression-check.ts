/** Turns a parsed expression into a type-checked tree, or says where it does not fit. */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { checkCall } from './expression-calls.ts';
import { parseExpression } from './expression-parser.ts';
import type { Expression } from './expression-parser.ts';
import { resolve } from './expression-scope.ts';
import type { Scope } from './expression-scope.ts';
import { asNumber, expect, ExpressionMisfit, isOption, sameUnit } from './expression-typed.ts';
import type { Typed } from './expression-typed.ts';
import { lessExact, typeName } from './expression-types.ts';
import type { ExpressionType, NumberType } from './expression-types.ts';

/**
 * Parses and checks. Besides the refusals of `parseExpression`, each with `at`:
 * `expression_unknown_reference` {name}, `expression_table_as_value` {name}, `expression_wrong_type`
 * {expected, found}, `expression_money_mixed`, `expression_not_an_option` {found}, `expression_unknown_call`
 * {name}, `expression_wrong_arguments` {name}, `expression_number_too_long`.
 */
export function checkExpression(source: string, scope: Scope): Result<Typed> {
	const parsed = parseExpression(source);
	if (!parsed.ok) return parsed;
	try {
		return ok(check(parsed.value, scope));
	} catch (error) {
		if (error instanceof ExpressionMisfit) return { ok: false, refusal: error.refusal };
		throw error;
	}
}

/** As `checkExpression`, for a place that wants a yes or no. */
export function checkCondition(source: string, scope: Scope): Result<Typed> {
	const checked = checkExpression(source, scope);
	if (!checked.ok || checked.value.type.is === 'bool') return checked;
	return refuse('expression_wrong_type', {
		params: { at: '0', expected: 'bool', found: typeName(checked.value.type) }
	});
}

const LONGEST_NUMBER = 30;

function check(tree: Expression, scope: Scope): Typed {
	switch (tree.node) {
		case 'number':
			return literal(tree.text, tree.at);
		case 'text':
			return { node: 'text', value: tree.value, type: { is: 'text' } };
		case 'bool':
			return { node: 'bool', value: tree.value, type: { is: 'bool' } };
		case 'reference':
			return reference(tree.path, tree.at, scope);
		case 'negate': {
			const of = check(tree.of, scope);
			return { node: 'negate', of, type: asNumber(of, tree.of.at) };
		}
		case 'not':
			return { node: 'not', of: expect(check(tree.of, scope), 'bool', tree.of.at), type: { is: 'bool' } };
		case 'binary':
			return binary(tree, scope);
		case 'call':
			return checkCall(tree, scope, check);
	}
}

function literal(text: string, at: number): Typed {
	if (text.length > LONGEST_NUMBER) throw new ExpressionMisfit('expression_number_too_long', at);
	const [whole = '', part = ''] = text.split('.');
	return {
		node: 'number',
		num: BigInt(whole + part),
		den: 10n ** BigInt(part.length),
		type: { is: 'number', money: 'any', exact: part === '' ? 'whole' : 'decimal' }
	};
}

function reference(path: readonly string[], at: number, scope: Scope): Typed {
	const found = resolve(scope, path);
	const name = path.join('.');
	if (found === undefined) throw new ExpressionMisfit('expression_unknown_reference', at, { name });
	if (found.type === undefined || found.address.from === 'column' || found.address.from === 'table') {
		throw new ExpressionMisfit('expression_table_as_value', at, { name });
	}
	return { node: 'value', address: found.address, type: found.type };
}

type BinaryTree = Extract<Expression, { node: 'binary' }>;

function binary(tree: BinaryTree, scope: Scope): Typed {
	const { operator } = tree;
	const left = check(tree.left, scope);
	const right = check(tree.right, scope);
	const result = (type: ExpressionType): Typed => ({ node: 'binary', operator, left, right, type });
	switch (operator) {
		case 'and':
		case 'or':
			expect(left, 'bool', tree.left.at);
			expect(right, 'bool', tree.right.at);
			return result({ is: 'bool' });
		case '+':
		case '-':
			return result(sameUnit(asNumber(left, tree.left.at), asNumber(right, tree.right.at), tree.at));
		case '*':
			return result(product(asNumber(left, tree.left.at), asNumber(right, tree.right.at), tree.at));
		case '/':
			return result(quotient(asNumber(left, tree.left.at), asNumber(right, tree.right.at), tree.at));
		default:
			comparable(left, right, tree);
			return result({ is: 'bool' });
	}
}

function product(a: NumberType, b: NumberType, at: number): NumberType {
	if (a.money === true && b.money === true) throw new ExpressionMisfit('expression_money_mixed', at);
	const money =
		a.money === true || b.money === true ? true : a.money === 'any' && b.money === 'any' ? 'any' : false;
	return { is: 'number', money, exact: lessExact(a.exact, b.exact) };
}

function quotient(a: NumberType, b: NumberType, at: number): NumberType {
	if (b.money === true && a.money === false) throw new ExpressionMisfit('expression_money_mixed', at);
	// Money by money is a plain ratio; money by a number is money.
	const money = b.money === true ? false : a.money;
	return { is: 'number', money, exact: 'fraction' };
}

function comparable(left: Typed, right: Typed, tree: BinaryTree): void {
	const ordered = tree.operator !== '==' && tree.operator !== '!=';
	const [a, b] = [left.type, right.type];
	if (a.is === 'number' && b.is === 'number') {
		sameUnit(a, b, tree.at);
		return;
	}
	if (a.is === 'date' && b.is === 'date') return;
	if (!ordered && a.is === b.is && (a.is === 'text' || a.is === 'bool' || a.is === 'choice')) return;
	if (!ordered && a.is === 'choice' && isOption(right, a.options, tree.right.at)) return;
	if (!ordered && b.is === 'choice' && isOption(left, b.options, tree.left.at)) return;
	throw new ExpressionMisfit('expression_wrong_type', tree.right.at, {
		expected: typeName(a),
		found: typeName(b)
	});
}
