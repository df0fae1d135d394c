/**
 * The small language of totals, calculated columns, show-if and checks. Text in, tree out; nothing is run.
 *
 *   literals     12   0.5   'text'   true   false
 *   references   column   field   section.field   section.table.column   budget.state
 *   operators    + - * /   == != < <= > >=   and or not   ( )
 *   calls        if(a, b, c)  sum(t.c)  count(t)  round(x, 2)  ...  (see expression-types.ts)
 *
 * Numbers use a dot, since they are data and not words.
 */
import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or';

/** `at` is the position of the node's first character, counted from 0. */
export type Expression = { readonly at: number } & (
	| { readonly node: 'number'; readonly text: string }
	| { readonly node: 'text'; readonly value: string }
	| { readonly node: 'bool'; readonly value: boolean }
	| { readonly node: 'reference'; readonly path: readonly string[] }
	| { readonly node: 'negate' | 'not'; readonly of: Expression }
	| {
			readonly node: 'binary';
			readonly operator: BinaryOperator;
			readonly left: Expression;
			readonly right: Expression;
	  }
	| { readonly node: 'call'; readonly name: string; readonly args: readonly Expression[] }
);

/** Staff write expressions in a browser: both limits keep a hostile one from costing anything. */
export const MAX_EXPRESSION_LENGTH = 2000;
export const MAX_EXPRESSION_DEPTH = 60;

type Token = { readonly at: number } & (
	| { readonly kind: 'number' | 'text' | 'name'; readonly text: string }
	| { readonly kind: 'symbol'; readonly text: string }
	| { readonly kind: 'end'; readonly text: '' }
);

const SYMBOLS = ['==', '!=', '<=', '>=', '<', '>', '+', '-', '*', '/', '(', ')', ',', '.'] as const;
const PRECEDENCE: readonly (readonly BinaryOperator[])[] = [
	['or'],
	['and'],
	['==', '!=', '<', '<=', '>', '>='],
	['+', '-'],
	['*', '/']
];
const COMPARISON_LEVEL = 2;

/** The one place where parsing gives up; caught at the door and turned into a refusal. */
class ExpressionSyntax extends Error {
	readonly refusal: Refusal;
	constructor(code: RefusalCode, at: number, found: string) {
		super(code);
		this.refusal = { code, params: { at: String(at), found } };
	}
}

/**
 * Parses one expression. Refusals, each with `at` (and `found`): `expression_too_long`, `expression_too_deep`,
 * `expression_unknown_character`, `expression_text_not_closed`, `expression_unexpected`, `expression_incomplete`.
 */
export function parseExpression(source: string): Result<Expression> {
	if (source.length > MAX_EXPRESSION_LENGTH) {
		return refuse('expression_too_long', { params: { at: '0', found: String(source.length) } });
	}
	try {
		return ok(new Parser(tokenize(source)).whole());
	} catch (error) {
		if (error instanceof ExpressionSyntax) return { ok: false, refusal: error.refusal };
		throw error;
	}
}

function tokenize(source: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	while (at < source.length) {
		const rest = source.slice(at);
		const space = /^\s+/.exec(rest);
		if (space) {
			at += space[0].length;
			continue;
		}
		const token = nextToken(rest, at);
		tokens.push(token.token);
		at += token.length;
	}
	tokens.push({ kind: 'end', text: '', at: source.length });
	return tokens;
}

function nextToken(rest: string, at: number): { token: Token; length: number } {
	const number = /^\d+(\.\d+)?/.exec(rest);
	if (number) return { token: { kind: 'number', text: number[0], at }, length: number[0].length };
	const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest);
	if (name) return { token: { kind: 'name', text: name[0], at }, length: name[0].length };
	if (rest.startsWith("'")) {
		const end = rest.indexOf("'", 1);
		if (end < 0) throw new ExpressionSyntax('expression_text_not_closed', at, rest.slice(0, 12));
		return { token: { kind: 'text', text: rest.slice(1, end), at }, length: end + 1 };
	}
	const symbol = SYMBOLS.find((candidate) => rest.startsWith(candidate));
	if (symbol) return { token: { kind: 'symbol', text: symbol, at }, length: symbol.length };
	throw new ExpressionSyntax('expression_unknown_character', at, rest.slice(0, 1));
}

class Parser {
	#next = 0;
	#depth = 0;
	readonly #tokens: readonly Token[];
	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
	}

	whole(): Expression {
		const tree = this.#level(0);
		if (this.#peek().kind !== 'end') this.#unexpected();
		return tree;
	}

	#peek(): Token {
		const token = this.#tokens[this.#next];
		if (token === undefined) throw new Error('the parser read past the end token');
		return token;
	}

	#take(): Token {
		const token = this.#peek();
		this.#next += 1;
		return token;
	}

	#is(text: string): boolean {
		const token = this.#peek();
		return (token.kind === 'symbol' || token.kind === 'name') && token.text === text;
	}

	#expect(text: string): void {
		if (!this.#is(text)) this.#unexpected();
		this.#take();
	}

	#unexpected(): never {
		const token = this.#peek();
		throw token.kind === 'end'
			? new ExpressionSyntax('expression_incomplete', token.at, '')
			: new ExpressionSyntax('expression_unexpected', token.at, token.text);
	}

	#level(level: number): Expression {
		const operators = PRECEDENCE[level];
		if (operators === undefined) return this.#unary();
		let left = this.#level(level + 1);
		for (;;) {
			const operator = operators.find((candidate) => this.#is(candidate));
			if (operator === undefined) return left;
			this.#take();
			const right = this.#level(level + 1);
			left = { node: 'binary', operator, left, right, at: left.at };
			// a < b < c has no meaning that everyone would agree on.
			if (level === COMPARISON_LEVEL && operators.some((candidate) => this.#is(candidate)))
				this.#unexpected();
		}
	}

	#unary(): Expression {
		const { at } = this.#peek();
		this.#depth += 1;
		if (this.#depth > MAX_EXPRESSION_DEPTH) throw new ExpressionSyntax('expression_too_deep', at, '');
		const tree = this.#is('-') || this.#is('not') ? this.#prefixed() : this.#primary();
		this.#depth -= 1;
		return tree;
	}

	#prefixed(): Expression {
		const { at, text } = this.#take();
		// `not` binds more weakly than a comparison: not a == b is not (a == b).
		return text === '-'
			? { node: 'negate', of: this.#unary(), at }
			: { node: 'not', of: this.#level(COMPARISON_LEVEL), at };
	}

	#primary(): Expression {
		if (this.#is('(')) {
			this.#take();
			const inner = this.#level(0);
			this.#expect(')');
			return inner;
		}
		const token = this.#peek();
		if (token.kind === 'symbol' || token.kind === 'end') this.#unexpected();
		this.#take();
		if (token.kind === 'number') return { node: 'number', text: token.text, at: token.at };
		if (token.kind === 'text') return { node: 'text', value: token.text, at: token.at };
		if (token.text === 'true' || token.text === 'false') {
			return { node: 'bool', value: token.text === 'true', at: token.at };
		}
		if (token.text === 'and' || token.text === 'or') {
			throw new ExpressionSyntax('expression_unexpected', token.at, token.text);
		}
		return this.#is('(') ? this.#call(token.text, token.at) : this.#reference(token.text, token.at);
	}

	#call(name: string, at: number): Expression {
		this.#expect('(');
		const args: Expression[] = [];
		if (!this.#is(')')) {
			args.push(this.#level(0));
			while (this.#is(',')) {
				this.#take();
				args.push(this.#level(0));
			}
		}
		this.#expect(')');
		return { node: 'call', name, args, at };
	}

	#reference(first: string, at: number): Expression {
		const path = [first];
		while (this.#is('.')) {
			this.#take();
			const token = this.#peek();
			if (token.kind !== 'name') this.#unexpected();
			path.push(this.#take().text);
		}
		return { node: 'reference', path, at };
	}
}
