import { describe, expect, it } from 'vitest';
import { computeBudget } from './engine.ts';
import type { KhoanAssessment } from './khoan.ts';
import { decideKhoanMethod } from './khoan.ts';
import { worth } from './line.fixture.ts';
import type { BudgetLine } from './line.ts';
import { RULES, TEMPLATE } from './tt-20-2023.fixture.ts';

/** Without a management line, so that the state total is what the lines say. */
function assess(lines: readonly BudgetLine[]): KhoanAssessment {
	const { khoan } = computeBudget(lines, { ...TEMPLATE, managementLine: false }, RULES);
	if (khoan === null) throw new Error('The khoán test is made');
	return khoan;
}

const purchase = (amount: bigint, overrides: Partial<BudgetLine> = {}) =>
	worth(1, amount, { category: 3, subKind: 'purchase', ...overrides });
const services = (amount: bigint) => worth(2, amount, { category: 5 });

describe('the khoán test', () => {
	it('passes at exactly 15 % and fails one đồng above', () => {
		expect(assess([purchase(15_000_000n), services(85_000_000n)])).toMatchObject({
			stateTotal: 100_000_000n,
			counted: 15_000_000n,
			shareLimit: 15_000_000n,
			eligible: true
		});
		expect(assess([purchase(15_000_001n), services(84_999_999n)])).toMatchObject({
			withinShare: false,
			withinAmount: true,
			eligible: false
		});
	});

	it('passes at exactly 1.000.000.000 đ and fails one đồng above, however small the share', () => {
		expect(assess([purchase(1_000_000_000n), services(99_000_000_000n)]).eligible).toBe(true);
		expect(assess([purchase(1_000_000_001n), services(99_000_000_000n)])).toMatchObject({
			withinShare: true,
			withinAmount: false,
			eligible: false
		});
	});

	it('counts all that is done with assets and outbound delegations of the state budget, and nothing else', () => {
		const counted = assess([
			worth(1, 1n, { category: 3, subKind: 'repair' }),
			worth(2, 10n, { category: 3, subKind: 'purchase' }),
			worth(3, 100n, { category: 3, subKind: 'rent' }),
			worth(4, 1_000n, { category: 4, subKind: 'outbound' }),
			worth(5, 10_000n, { category: 4 }),
			worth(6, 100_000n, { category: 2 }),
			worth(7, 1_000_000n, { category: 3, subKind: 'purchase', source: 'own' }),
			worth(8, 10_000_000n, { category: 3, subKind: 'depreciation' })
		]);
		expect(counted.counted).toBe(10_001_111n);
		expect(counted.stateTotal).toBe(10_111_111n);
	});

	it.each(['rent', 'depreciation'] as const)('fails a task of which 30 %% is %s of equipment', (subKind) => {
		const equipment = worth(1, 300_000_000n, { category: 3, subKind });
		expect(assess([equipment, services(700_000_000n)])).toMatchObject({
			counted: 300_000_000n,
			shareLimit: 150_000_000n,
			withinShare: false,
			eligible: false,
			citation: 'TTLT 27/2015/TTLT-BKHCN-BTC, Điều 6 khoản 1 điểm c',
			khoanPart: 700_000_000n,
			nonKhoanPart: 300_000_000n
		});
	});

	it('is not passed by marking a purchase as khoán, nor by leaving its kind open', () => {
		const marked = purchase(50n, { khoanOverride: { khoan: true, reason: 'Theo đề nghị của đơn vị' } });
		expect(assess([marked, services(50n)]).eligible).toBe(false);
		const { subKind: _purchase, ...ofNoKind } = purchase(50n);
		expect(assess([ofNoKind, services(50n)]).eligible).toBe(false);
	});

	it('goes by the state budget with its management line', () => {
		// 15,7 of 104,7 would be just under 15 % only with the management line in the total
		const lines = [purchase(15_500_000n), services(84_500_000n)];
		expect(assess(lines).eligible).toBe(false);
		expect(computeBudget(lines, TEMPLATE, RULES).khoan?.eligible).toBe(true);
	});
});

describe('payment part by part', () => {
	it('lumps everything but materials without a norm, assets, and outbound delegations', () => {
		const lines = [
			worth(1, 1n, { category: 2 }),
			worth(2, 10n, { category: 2, normRef: 'Định mức kinh tế - kỹ thuật' }),
			worth(3, 100n, { category: 2, subKind: 'supplies' }),
			worth(4, 1_000n, { category: 3, subKind: 'rent' }),
			worth(5, 10_000n, { category: 4, subKind: 'outbound' }),
			worth(6, 100_000n, { category: 6 })
		];
		expect(assess(lines)).toMatchObject({ khoanPart: 100_110n, nonKhoanPart: 11_001n });
	});

	it('follows a stated override and remembers what the rule says', () => {
		const line = worth(1, 5n, { khoanOverride: { khoan: true, reason: 'Có định mức nội bộ được duyệt' } });
		const { lines } = computeBudget([line], TEMPLATE, {});
		expect(lines[0]).toMatchObject({ khoan: true, khoanByRule: false });
	});
});

describe('the method of payment', () => {
	const all = { hostProposes: true, productNamed: true, councilProposes: true };

	it('is to the final product only when all conditions hold', () => {
		const assessment = assess([purchase(15n), services(85n)]);
		expect(decideKhoanMethod({ assessment, ...all })).toEqual({ method: 'to_final_product', unmet: [] });
	});

	it('is part by part otherwise, naming everything that is missing', () => {
		const assessment = assess([purchase(2_000_000_000n)]);
		const decided = decideKhoanMethod({
			assessment,
			hostProposes: false,
			productNamed: false,
			councilProposes: false
		});
		expect(decided.method).toBe('in_parts');
		expect(decided.unmet.map((refusal) => refusal.code)).toEqual([
			'khoan_not_proposed_by_host',
			'khoan_product_not_named',
			'khoan_not_proposed_by_council',
			'khoan_share_exceeded',
			'khoan_amount_exceeded'
		]);
	});
});
