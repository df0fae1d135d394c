import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCondition, checkExpression } from './expression-check.ts';
import { evaluate } from './expression-evaluate.ts';
import type { Environment, ExpressionValue } from './expression-evaluate.ts';
import { MAX_EXPRESSION_LENGTH, parseExpression } from './expression-parser.ts';
import type { Scope } from './expression-scope.ts';
import { typeName } from './expression-types.ts';
import type { SectionDefinition, TableField } from './field-definition.ts';

const label = { vi: 'Nhãn' };
const table: TableField = {
	key: 'lines',
	label,
	kind: 'table',
	rowLabel: label,
	maxRows: 9,
	columns: [
		{ key: 'quantity', label, kind: 'decimal', scale: 2 },
		{ key: 'price', label, kind: 'dong' },
		{
			key: 'group',
			label,
			kind: 'choice',
			options: [
				{ key: 'g1', label },
				{ key: 'g2', label }
			]
		}
	]
};
const sections: SectionDefinition[] = [
	{
		key: 'a',
		title: label,
		fields: [
			{ key: 'x', label, kind: 'whole_number' },
			{ key: 'd', label, kind: 'decimal', scale: 2 },
			{ key: 'money', label, kind: 'dong' },
			{ key: 'name', label, kind: 'short_text', maxCharacters: 9 },
			{
				key: 'pick',
				label,
				kind: 'choice',
				options: [
					{ key: 'yes', label },
					{ key: 'no', label }
				]
			},
			{
				key: 'many',
				label,
				kind: 'multiple_choice',
				options: [
					{ key: 'p', label },
					{ key: 'q', label }
				]
			},
			{ key: 'from', label, kind: 'date' },
			{ key: 'to', label, kind: 'date' },
			table
		]
	}
];
const scope: Scope = { sections, section: 'a' };
const whole = (n: number | bigint): ExpressionValue => ({ num: BigInt(n), den: 1n });

function world(
	values: Record<string, ExpressionValue>,
	rows: Record<string, ExpressionValue>[] = []
): Environment {
	return {
		field: (_section, field) => values[field] ?? null,
		context: () => whole(5),
		rows: () => rows.map((row) => (column) => row[column] ?? null)
	};
}

function run(
	source: string,
	values: Record<string, ExpressionValue> = {},
	rows: Record<string, ExpressionValue>[] = []
): ExpressionValue {
	const checked = checkExpression(source, scope);
	if (!checked.ok) throw new Error(`${source}: ${JSON.stringify(checked.refusal)}`);
	return evaluate(checked.value, world(values, rows));
}

function refusal(source: string, at: Scope = scope): [string, string | undefined] {
	const checked = checkExpression(source, at);
	return checked.ok ? ['ok', undefined] : [checked.refusal.code, checked.refusal.params?.['at']];
}

describe('parsing', () => {
	it.each([
		['1 +', 'expression_incomplete', '3'],
		['1 2', 'expression_unexpected', '2'],
		['(1', 'expression_incomplete', '2'],
		['x ? 1', 'expression_unknown_character', '2'],
		["'abc", 'expression_text_not_closed', '0'],
		['1 < 2 < 3', 'expression_unexpected', '6'],
		['and', 'expression_unexpected', '0'],
		['x.', 'expression_incomplete', '2'],
		['', 'expression_incomplete', '0']
	])('refuses %s and says where', (source, code, at) => {
		expect(refusal(source)).toEqual([code, at]);
	});
	it('is bounded in length and depth', () => {
		expect(refusal('1'.repeat(MAX_EXPRESSION_LENGTH + 1))[0]).toBe('expression_too_long');
		expect(refusal('('.repeat(900) + '1' + ')'.repeat(900))[0]).toBe('expression_too_deep');
		expect(refusal('-'.repeat(900) + '1')[0]).toBe('expression_too_deep');
	});
	it('never throws on any text', () => {
		fc.assert(
			fc.property(fc.string(), (source) => {
				parseExpression(source);
			})
		);
	});
	it('binds as people read', () => {
		expect(run('2 + 3 * 4')).toEqual(whole(14));
		expect(run('10 - 3 - 2')).toEqual(whole(5));
		expect(run('not 1 == 2')).toBe(true);
		expect(run('true or false and false')).toBe(true);
	});
});

describe('types', () => {
	it.each([
		['name + 1', 'expression_wrong_type'],
		['money + x', 'expression_money_mixed'],
		['money * money', 'expression_money_mixed'],
		['x / money', 'expression_money_mixed'],
		["pick == 'maybe'", 'expression_not_an_option'],
		["includes(many, 'z')", 'expression_not_an_option'],
		["includes(pick, 'yes')", 'expression_wrong_arguments'],
		['from > 3', 'expression_wrong_type'],
		['name < name', 'expression_wrong_type'],
		['nothing', 'expression_unknown_reference'],
		['a.b.c.d', 'expression_unknown_reference'],
		['lines', 'expression_table_as_value'],
		['lines.price', 'expression_table_as_value'],
		['sum(lines)', 'expression_wrong_arguments'],
		['sum(lines.group)', 'expression_wrong_arguments'],
		['count(x)', 'expression_wrong_arguments'],
		['if(x, 1, 2)', 'expression_wrong_type'],
		['if(true, 1, name)', 'expression_wrong_type'],
		['round(x, x)', 'expression_wrong_arguments'],
		['min(x)', 'expression_wrong_arguments'],
		['eval(x)', 'expression_unknown_call'],
		['constructor(x)', 'expression_unknown_call'],
		["date('2026-02-31')", 'expression_wrong_arguments'],
		['days(from, 3)', 'expression_wrong_type'],
		['year(3)', 'expression_wrong_type'],
		['year()', 'expression_wrong_arguments'],
		['quantity', 'expression_unknown_reference'],
		['9999999999999999999999999999999999', 'expression_number_too_long']
	])('%s: %s', (source, code) => {
		expect(refusal(source)[0]).toBe(code);
	});
	it.each([
		['money * 2', 'dong'],
		['money * 1.5', 'dong_decimal'],
		['money / 3', 'dong_fraction'],
		['round(money / 3, 0)', 'dong'],
		['money / money', 'fraction'],
		['sum(lines.price) + money', 'dong'],
		['budget.state - 1000', 'dong'],
		['x > 0 and money >= 0', 'bool'],
		['if(isEmpty(x), 0, x)', 'whole'],
		['days(from, to)', 'whole'],
		['year(from)', 'whole']
	])('%s is %s', (source, name) => {
		const checked = checkExpression(source, scope);
		expect(checked.ok ? typeName(checked.value.type) : checked.refusal.code).toBe(name);
	});
	it('a condition must be a yes or no', () => {
		expect(checkCondition('x + 1', scope).ok).toBe(false);
		expect(checkCondition('x > 1', scope).ok).toBe(true);
	});
	it('columns are seen by their bare keys in a row only', () => {
		expect(refusal('quantity * price', { ...scope, row: { section: 'a', table } })[0]).toBe('ok');
	});
});

describe('values', () => {
	it('what is missing makes the result empty, never 0 and never a crash', () => {
		expect(run('x + 1')).toBeNull();
		expect(run('x > 1')).toBeNull();
		expect(run('x / 0', { x: whole(5) })).toBeNull();
		expect(run('round(x / (x - x), 2)', { x: whole(5) })).toBeNull();
		expect(run('not (x > 1)')).toBeNull();
		expect(run("pick == 'yes'")).toBeNull();
	});
	it('a side that decides by itself decides', () => {
		expect(run('x > 1 or true')).toBe(true);
		expect(run('x > 1 and false')).toBe(false);
		expect(run('x > 1 and true')).toBeNull();
	});
	it('sums skip what is empty; min and max too', () => {
		expect(run('sum(lines.price)', {}, [{ price: whole(5) }, {}])).toEqual(whole(5));
		expect(run('sum(lines.price)')).toEqual(whole(0));
		expect(run('max(x, 3)')).toEqual(whole(3));
	});
	it('aggregates ask in each row', () => {
		const rows: Record<string, ExpressionValue>[] = [
			{ group: 'g1', price: whole(1) },
			{ group: 'g2', price: whole(10) },
			{ group: 'g2', price: whole(100) },
			{ price: whole(1000) }
		];
		expect(run("countIf(lines, group == 'g2')", {}, rows)).toEqual(whole(2));
		expect(run("sumIf(a.lines.price, group == 'g2' and price > money)", { money: whole(10) }, rows)).toEqual(
			whole(100)
		);
		expect(run('count(lines)', {}, rows)).toEqual(whole(4));
		expect(run('isEmpty(lines)', {}, rows)).toBe(false);
	});
	it('rounds half up once, away from zero', () => {
		expect(run('round(2.5, 0)')).toEqual(whole(3));
		expect(run('round(-2.5, 0)')).toEqual(whole(-3));
		expect(run('round(1 / 3, 2)')).toEqual({ num: 33n, den: 100n });
		expect(run('1 / 3 * 3')).toEqual(whole(1));
	});
	it('compares dates and chosen keys', () => {
		expect(run('to > from', { from: '2026-01-31', to: '2026-02-01' })).toBe(true);
		expect(run("from >= date('2026-01-31')", { from: '2026-01-31' })).toBe(true);
		expect(run('days(from, to)', { from: '2026-01-31', to: '2026-03-01' })).toEqual(whole(29));
		expect(run('year(from)', { from: '2026-12-31' })).toEqual(whole(2026));
		expect(run('year(from) > 2000', {})).toBe(null);
		expect(run("includes(many, 'p')", { many: ['p'] })).toBe(true);
		expect(run("includes(many, 'q')", { many: ['p'] })).toBe(false);
		expect(run('isEmpty(name)', { name: '' })).toBe(true);
	});
});

describe('against a reference', () => {
	type Sum = { text: string; num: bigint; den: bigint } | { text: string; num: null; den: null };
	/** Arithmetic of random depth beside its own result, worked out by hand on fractions. */
	const tree = fc.letrec<{ sum: Sum; leaf: Sum }>((tie) => ({
		leaf: fc.nat({ max: 999 }).map((n): Sum => ({ text: String(n), num: BigInt(n), den: 1n })),
		sum: fc.oneof(
			{ maxDepth: 4 },
			tie('leaf'),
			fc.tuple(fc.constantFrom('+', '-', '*', '/'), tie('sum'), tie('sum')).map(([operator, a, b]): Sum => {
				const text = `(${a.text} ${operator} ${b.text})`;
				if (a.num === null || b.num === null) return { text, num: null, den: null };
				switch (operator) {
					case '+':
						return { text, num: a.num * b.den + b.num * a.den, den: a.den * b.den };
					case '-':
						return { text, num: a.num * b.den - b.num * a.den, den: a.den * b.den };
					case '*':
						return { text, num: a.num * b.num, den: a.den * b.den };
					default:
						return b.num === 0n
							? { text, num: null, den: null }
							: { text, num: a.num * b.den, den: a.den * b.num };
				}
			})
		)
	})).sum;

	it('arithmetic is exact', () => {
		fc.assert(
			fc.property(tree, ({ text, num, den }) => {
				const value = run(text);
				if (num === null) expect(value).toBeNull();
				else if (value !== null && typeof value === 'object' && 'num' in value) {
					expect(value.num * den).toBe(num * value.den);
				} else throw new Error(`no number for ${text}`);
			}),
			{ numRuns: 300 }
		);
	});
});
