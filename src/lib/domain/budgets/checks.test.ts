import { describe, expect, it } from 'vitest';
import { computeBudget } from './engine.ts';
import { labourLine, worth } from './line.fixture.ts';
import type { BudgetLine } from './line.ts';
import type { BudgetRules } from './rules.ts';
import { RULES, TEMPLATE } from './tt-20-2023.fixture.ts';

const CREW = [labourLine(1, 'leader', 1, 5n), labourLine(2, 'scientific_secretary', 1, 5n)];

function outcomes(
	lines: readonly BudgetLine[],
	rules: BudgetRules = RULES,
	justified = {}
): Record<string, string> {
	const { checks } = computeBudget(lines, TEMPLATE, rules, justified);
	return Object.fromEntries(
		checks.map((check) => [
			`${check.code}${check.params['role'] ? `:${check.params['role']}` : ''}`,
			check.outcome
		])
	);
}

describe('people of a task', () => {
	it('are exactly one leader and one scientific secretary', () => {
		expect(outcomes(CREW)).toMatchObject({
			'one_person_in_role:leader': 'met',
			'one_person_in_role:scientific_secretary': 'met'
		});
	});

	it.each([
		['two leaders on one line', [labourLine(1, 'leader', 2, 5n), ...CREW.slice(1)], 'leader'],
		['leaders on two lines', [...CREW, labourLine(3, 'leader', 1, 1n)], 'leader'],
		['no secretary', CREW.slice(0, 1), 'scientific_secretary']
	])('are not %s', (_, lines, role) => {
		expect(outcomes(lines)[`one_person_in_role:${role}`]).toBe('broken');
		expect(computeBudget(lines, TEMPLATE, RULES).complete).toBe(false);
	});

	it('earn no more than the law allows, whatever the province sets', () => {
		const { labour } = RULES;
		if (labour === undefined) throw new Error('The sample rules price labour');
		const norm = (monthlyAmount: bigint) => ({ ...RULES, labour: { ...labour, monthlyAmount } });
		expect(outcomes(CREW, norm(40_000_000n))['leader_norm']).toBe('met');
		expect(outcomes(CREW, norm(40_000_001n))['leader_norm']).toBe('broken');
		const generous = {
			...RULES,
			labour: {
				...labour,
				coefficients: { ...labour.coefficients, scientific_secretary: { unscaled: 801n, scale: 3 } }
			}
		};
		expect(outcomes(CREW, generous)['role_coefficient']).toBe('broken');
		expect(outcomes([...CREW, labourLine(3, 'main_member', 1, 1n)])['role_coefficient']).toBe('met');
	});
});

describe('experts', () => {
	// Leader and secretary: 24.000.000 × 1,3 × 5 = 156.000.000; 30 % of 222.857.142 is 66.857.142
	const expert = (amount: bigint) => [...CREW, worth(3, amount, { category: 1, subKind: 'domestic_expert' })];

	it('take up to 30 % of all remuneration, themselves included', () => {
		expect(outcomes(expert(66_857_142n))['domestic_expert_share']).toBe('met');
	});

	it('need a justification above it, and pass with one', () => {
		const above = expert(66_857_143n);
		expect(outcomes(above)['domestic_expert_share']).toBe('needs_justification');
		expect(computeBudget(above, TEMPLATE, RULES).complete).toBe(false);
		const why = { domestic_expert_share: 'Trong nước chỉ có hai người thẩm định được mô hình.' };
		expect(outcomes(above, RULES, why)['domestic_expert_share']).toBe('justified');
		expect(computeBudget(above, TEMPLATE, RULES, why).complete).toBe(true);
		expect(outcomes(above, RULES, { domestic_expert_share: '  ' })['domestic_expert_share']).toBe(
			'needs_justification'
		);
	});

	it('from abroad take up to a half', () => {
		const abroad = (amount: bigint) => [
			...CREW,
			worth(3, amount, { category: 1, subKind: 'foreign_expert' })
		];
		expect(outcomes(abroad(156_000_000n))['foreign_expert_share']).toBe('met');
		expect(outcomes(abroad(156_000_001n))['foreign_expert_share']).toBe('needs_justification');
	});
});

describe('an issued norm', () => {
	const chair = (price: bigint, source: BudgetLine['source'] = 'state') =>
		worth(1, price, { category: 4, normRef: 'workshop_chair', source });

	it('holds the price of a line that names it, the ceiling included', () => {
		expect(outcomes([chair(2_000_000n)])['unit_price_norm']).toBe('met');
		expect(outcomes([chair(2_000_001n)])['unit_price_norm']).toBe('broken');
	});

	it('does not bind own money, nor a line that cites another text', () => {
		expect(outcomes([chair(9_000_000n, 'own')])).toEqual({});
		expect(outcomes([worth(1, 9_000_000n, { normRef: 'Quyết định của tỉnh' })])).toEqual({});
	});

	it('is cited with the figures', () => {
		const [check] = computeBudget([chair(2_500_000n)], TEMPLATE, RULES).checks;
		expect(check).toMatchObject({
			citation: 'TT 03/2023/TT-BTC, Điều 4',
			params: { price: '2500000', ceiling: '2000000' }
		});
	});
});
