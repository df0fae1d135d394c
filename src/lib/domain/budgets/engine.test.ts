import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { present } from '#lib/domain/shared/present.ts';
import { CATEGORY_CODES, categoryOf, printGroupOf } from './code-lists.ts';
import { computeBudget, MANAGEMENT_LINE_KEY } from './engine.ts';
import { aLine, keyOf, labourLine, worth } from './line.fixture.ts';
import type { BudgetLine } from './line.ts';
import { RULES, TEMPLATE } from './tt-20-2023.fixture.ts';

/** Codes with the field they point at, for one line among the problems. */
function problemsOf(lines: readonly BudgetLine[], template = TEMPLATE, rules = RULES): string[] {
	return computeBudget(lines, template, rules).problems.map(
		(problem) => `${problem.code} ${problem.field ?? ''}`
	);
}

describe('the amount of a line', () => {
	it('is quantity × price, half up to 1 đồng', () => {
		const half = aLine(1, { quantity: { unscaled: 5n, scale: 1 }, unitPrice: 3n });
		const below = aLine(2, { quantity: { unscaled: 14n, scale: 1 }, unitPrice: 1n });
		const { lines } = computeBudget([half, below], TEMPLATE, {});
		expect(lines.map((line) => line.amount)).toEqual([2n, 1n]);
	});

	it('is 0 and a problem while a figure is missing, never a guess', () => {
		const line = aLine(1, { quantity: null });
		const budget = computeBudget([line, worth(2, 700n)], TEMPLATE, {});
		expect(budget.totals.state).toBe(700n);
		expect(budget.problems).toEqual([
			{ code: 'budget_quantity_missing', field: `lines/${line.key}/quantity` }
		]);
		expect(budget.complete).toBe(false);
	});
});

describe('labour by role and effort', () => {
	it('prices a role by norm × coefficient × months × persons', () => {
		const { lines } = computeBudget([labourLine(1, 'main_member', 2, 5n)], TEMPLATE, RULES);
		expect(lines[0]).toMatchObject({
			quantity: { unscaled: 10n, scale: 0 },
			unitPrice: 19_200_000n,
			amount: 192_000_000n
		});
	});

	it('prices days at the month ÷ 22, rounded once', () => {
		const { lines } = computeBudget([labourLine(1, 'leader', 1, 10n, 'day')], TEMPLATE, RULES);
		// 24.000.000 × 10 ÷ 22 = 10.909.090,909…; ten times the rounded day would be 10.909.090
		expect(lines[0]).toMatchObject({ unitPrice: 1_090_909n, amount: 10_909_091n });
	});

	it('prices the older regime by days × coefficient × base salary', () => {
		const { lines } = computeBudget(
			[labourLine(1, 'leader', 1, 20n, 'day')],
			{ ...TEMPLATE, labour: 'base_salary_days' },
			{
				labour: {
					monthlyAmount: 1_490_000n,
					coefficients: { leader: { unscaled: 79n, scale: 2 } },
					exactlyOne: ['leader'],
					leaderRole: 'leader',
					citation: 'TTLT 55/2015/TTLT-BTC-BKHCN, Điều 7'
				}
			}
		);
		expect(lines[0]?.amount).toBe(23_542_000n);
	});

	it('lists what cannot be priced: an unknown role, a unit that the regime does not know, a bad count', () => {
		const unknown = labourLine(1, 'constructor', 1, 1n);
		expect(problemsOf([unknown])).toEqual([`budget_role_unknown lines/${unknown.key}/labour/roleKey`]);

		const months = labourLine(1, 'leader', 1, 1n);
		expect(problemsOf([months], { ...TEMPLATE, labour: 'base_salary_days' })).toEqual([
			`budget_effort_unit lines/${months.key}/labour/effort`
		]);
		expect(problemsOf([labourLine(1, 'leader', 1.5, 1n)])).toEqual([
			`budget_persons_invalid lines/${keyOf(101)}/labour/persons`
		]);
		expect(problemsOf([labourLine(1, 'leader', 1, -1n)])).toEqual([
			`budget_effort_negative lines/${keyOf(101)}/labour/effort`
		]);
	});

	it('is not taken where the call has no such formula, nor outside remuneration', () => {
		const line = labourLine(1, 'leader', 1, 1n);
		const refused = [`budget_labour_not_taken lines/${line.key}/labour`];
		const { labour: _formula, ...withoutFormula } = TEMPLATE;
		expect(problemsOf([line], withoutFormula)).toEqual(refused);
		expect(problemsOf([line], { ...TEMPLATE, labour: 'no_such_formula' })).toEqual(refused);
		const { subKind: _personnel, ...ofNoKind } = line;
		expect(problemsOf([{ ...ofNoKind, category: 5 }])).toEqual(refused);
	});

	it('is required for state-funded personnel, so that nobody names a salary of their own', () => {
		const salary = worth(1, 90_000_000n, { category: 1 });
		expect(problemsOf([salary])).toEqual([`budget_role_missing lines/${salary.key}/labour`]);
		expect(problemsOf([{ ...salary, source: 'own' }])).toEqual([]);
		expect(problemsOf([{ ...salary, subKind: 'domestic_expert' }])).toEqual([]);
	});
});

describe('the management line', () => {
	const amountOver = (base: bigint, rules = RULES) =>
		computeBudget([worth(1, base)], TEMPLATE, rules).management;

	it('is 5 % of the total that includes it, half up to 1.000 đ', () => {
		expect(amountOver(847_600_000n)?.amount).toBe(44_611_000n);
		// 9.500 ÷ 19 = 500: exactly a half thousand goes up; one đồng less goes down
		expect(amountOver(9_500n)?.amount).toBe(1_000n);
		expect(amountOver(9_499n)?.amount).toBe(0n);
	});

	it('is 5 % of the other lines when the rule set says net', () => {
		if (RULES.management === undefined) throw new Error('The sample rules have a management rule');
		const net = { ...RULES, management: { ...RULES.management, basis: 'net' as const } };
		expect(amountOver(100_000_000n, net)?.amount).toBe(5_000_000n);
	});

	it('never passes 300.000.000 đ, and says when it was held there', () => {
		expect(amountOver(5_700_000_000n)).toMatchObject({ amount: 300_000_000n, capped: false });
		expect(amountOver(5_700_010_000n)).toMatchObject({
			beforeCap: 300_001_000n,
			amount: 300_000_000n,
			capped: true
		});
	});

	it('counts no own contribution in its base', () => {
		const budget = computeBudget(
			[worth(1, 19_000_000n), worth(2, 90_000_000n, { source: 'own' })],
			TEMPLATE,
			RULES
		);
		expect(budget.management?.base).toBe(19_000_000n);
		expect(budget.totals).toEqual({ state: 20_000_000n, own: 90_000_000n, total: 110_000_000n });
	});

	it('is computed whatever was entered for it, and keeps its key and place', () => {
		const entered = worth(5, 999_999_999n, { category: 9, system: 'management' });
		const budget = computeBudget([worth(1, 19_000_000n), entered], TEMPLATE, RULES);
		expect(budget.lines[1]).toMatchObject({ key: entered.key, position: 5, amount: 1_000_000n });
		expect(computeBudget([worth(1, 1n)], TEMPLATE, RULES).lines[1]?.key).toBe(MANAGEMENT_LINE_KEY);
	});

	it('is not entered by hand, not twice, and not where the call has none', () => {
		const byHand = worth(1, 1n, { category: 9 });
		expect(problemsOf([byHand])).toEqual([`budget_management_by_hand lines/${byHand.key}/category`]);
		const system = (place: number) => worth(place, 1n, { category: 9, system: 'management' });
		expect(problemsOf([system(1), system(2)])).toEqual([
			`budget_management_repeated lines/${keyOf(102)}/system`
		]);
		const without = computeBudget([system(1)], { ...TEMPLATE, managementLine: false }, RULES);
		expect(without.management).toBeNull();
		expect(without.totals.total).toBe(0n);
		expect(without.problems.map((problem) => problem.code)).toEqual(['budget_management_not_used']);
	});
});

describe('what a line may not be', () => {
	it('names every fault at once', () => {
		const bad = aLine(1, { content: '  ', unit: '', quantity: { unscaled: -1n, scale: 0 }, unitPrice: -1n });
		expect(problemsOf([bad])).toEqual([
			`budget_content_missing lines/${bad.key}/content`,
			`budget_unit_missing lines/${bad.key}/unit`,
			`budget_quantity_negative lines/${bad.key}/quantity`,
			`budget_price_negative lines/${bad.key}/unitPrice`
		]);
	});

	it.each([
		['budget_category_not_offered', aLine(1, { category: 8 }), { ...TEMPLATE, categories: [2] }],
		['budget_own_not_taken', aLine(1, { source: 'own' }), { ...TEMPLATE, ownContribution: false }],
		['budget_sub_kind_foreign', aLine(1, { subKind: 'outbound' }), TEMPLATE],
		['budget_sub_kind_missing', aLine(1, { category: 3 }), TEMPLATE],
		['budget_khoan_reason_missing', aLine(1, { khoanOverride: { khoan: true, reason: ' ' } }), TEMPLATE],
		['budget_amount_too_large', worth(1, 10n ** 18n), TEMPLATE],
		['budget_price_missing', aLine(1, { unitPrice: null }), TEMPLATE]
	])('%s', (code, line, template) => {
		expect(computeBudget([line], template, {}).problems.map((problem) => problem.code)).toContain(code);
	});

	it('is there twice under one key', () => {
		expect(problemsOf([aLine(1), { ...aLine(2), key: aLine(1).key }])).toEqual([
			`budget_line_repeated lines/${keyOf(101)}/key`
		]);
	});

	it('adds up beyond what can be stored', () => {
		const lines = [worth(1, 600_000_000_000_000n), worth(2, 600_000_000_000_000n)];
		expect(problemsOf(lines, TEMPLATE, {})).toEqual(['budget_total_too_large ']);
	});
});

describe('rules that are absent', () => {
	it('are neither applied nor shown', () => {
		const budget = computeBudget([worth(1, 100n)], TEMPLATE, {});
		expect([budget.management, budget.khoan, budget.checks]).toEqual([null, null, []]);
		expect(budget.totals.total).toBe(100n);
	});
});

const anyLine = fc
	.record({
		category: fc.constantFrom(...CATEGORY_CODES.filter((code) => code !== 9)),
		subKind: fc.nat(11),
		source: fc.constantFrom<BudgetLine['source']>('state', 'own'),
		unscaled: fc.bigInt(0n, 10n ** 7n),
		scale: fc.nat(3),
		unitPrice: fc.bigInt(0n, 10n ** 9n)
	})
	.map(({ category, subKind, unscaled, scale, ...rest }): Partial<BudgetLine> => {
		const kinds = categoryOf(category).subKinds;
		return {
			...rest,
			category,
			...present({ subKind: kinds[subKind % kinds.length] }),
			quantity: { unscaled, scale }
		};
	});
const anyLines = fc.array(anyLine, { maxLength: 25 }).map((parts) => parts.map((part, i) => aLine(i, part)));

describe('every budget', () => {
	it('adds up by line, by category, by printed item and by source', () => {
		fc.assert(
			fc.property(anyLines, (lines) => {
				const budget = computeBudget(lines, TEMPLATE, RULES);
				const sum = (rows: readonly { readonly total: bigint }[]) =>
					rows.reduce((all, row) => all + row.total, 0n);
				expect(budget.lines.reduce((all, line) => all + line.amount, 0n)).toBe(budget.totals.total);
				expect(sum(budget.byCategory)).toBe(budget.totals.total);
				expect(sum(budget.byGroup)).toBe(budget.totals.total);
				expect(budget.totals.state + budget.totals.own).toBe(budget.totals.total);
				expect((budget.khoan?.khoanPart ?? 0n) + (budget.khoan?.nonKhoanPart ?? 0n)).toBe(
					budget.totals.state
				);
			})
		);
	});

	it('is the same whatever the order of its lines', () => {
		const shuffled = anyLines.chain((lines) =>
			fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))
		);
		fc.assert(
			fc.property(shuffled, ([lines, other]) => {
				expect(computeBudget(other, TEMPLATE, RULES)).toEqual(computeBudget(lines, TEMPLATE, RULES));
			})
		);
	});

	it('comes out the same when its own output goes in again', () => {
		fc.assert(
			fc.property(anyLines, (lines) => {
				const once = computeBudget(lines, TEMPLATE, RULES);
				expect(computeBudget(once.lines, TEMPLATE, RULES)).toEqual(once);
			})
		);
	});

	it('has a management line within half a step of 5 % of the whole, unless it is capped', () => {
		fc.assert(
			fc.property(anyLines, (lines) => {
				const { management, totals } = computeBudget(lines, TEMPLATE, RULES);
				if (management === null || management.capped) return;
				// |20 m − total| ≤ 20 × 500, less what the line itself adds: |19 m − base| ≤ 19 × 500
				const gap = 19n * management.amount - management.base;
				expect(gap <= 9_500n && gap >= -9_500n).toBe(true);
				expect(totals.state).toBe(management.base + management.amount);
			})
		);
	});
});

describe('the printed item', () => {
	it('parts category 3 by what is done with the asset', () => {
		expect(printGroupOf({ category: 3, subKind: 'repair' })).toBe(4);
		expect(printGroupOf({ category: 3, subKind: 'purchase' })).toBe(3);
		expect(printGroupOf({ category: 3, subKind: 'rent' })).toBe(3);
		expect([1, 2].map((code) => printGroupOf({ category: code === 1 ? 1 : 2 }))).toEqual([1, 2]);
		for (const category of [4, 5, 6, 7, 8, 9, 10] as const) expect(printGroupOf({ category })).toBe(5);
	});
});

describe('labour that is half filled', () => {
	const half = (labour: Partial<NonNullable<BudgetLine['labour']>>): BudgetLine => ({
		...labourLine(1, 'leader', 1, 5n),
		labour: { roleKey: 'leader', persons: 1, effort: { unit: 'month', amount: null }, ...labour }
	});

	it('is kept as it is, counts as 0 and names what is missing', () => {
		const line = half({ persons: null });
		const budget = computeBudget([line], TEMPLATE, RULES);
		const computed = budget.lines.find(({ key }) => key === line.key);
		expect(computed?.amount).toBe(0n);
		expect(computed?.quantity).toBeNull();
		expect(budget.problems.map(({ code }) => code)).toEqual(
			expect.arrayContaining(['budget_persons_missing', 'budget_effort_missing'])
		);
	});

	it('asks for the role when none is chosen', () => {
		const line = half({ roleKey: '', effort: { unit: 'month', amount: { unscaled: 5n, scale: 0 } } });
		const codes = computeBudget([line], TEMPLATE, RULES).problems.map(({ code }) => code);
		expect(codes).toContain('budget_role_missing');
		expect(codes).not.toContain('budget_role_unknown');
	});
});
