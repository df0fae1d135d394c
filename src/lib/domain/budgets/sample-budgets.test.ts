import { describe, expect, it } from 'vitest';
import type { CategoryCode } from './code-lists.ts';
import { computeBudget } from './engine.ts';
import { decideKhoanMethod } from './khoan.ts';
import { isManagementLine } from './line.ts';
import { requestedLines, sampleAppraisal, sampleBudget } from './sample-budgets.fixture.ts';
import { RULES, TEMPLATE } from './tt-20-2023.fixture.ts';

interface Figures {
	readonly total: readonly [requested: bigint, appraised: bigint];
	/** State-funded sums by category, requested and appraised; categories that are absent are 0 on both sides. */
	readonly categories: Partial<Record<CategoryCode, readonly [bigint, bigint]>>;
	readonly own: bigint;
	/** Net difference by reason, as in the table of the appraisal group. */
	readonly reasons: Readonly<Record<string, bigint>>;
	readonly khoan: { readonly requested: boolean; readonly appraised: boolean };
}

const same = (amount: bigint): readonly [bigint, bigint] => [amount, amount];

const TABLE: Readonly<Record<string, Figures>> = {
	'GL-DL-01': {
		total: [892_211_000n, 825_895_000n],
		categories: {
			1: same(585_600_000n),
			2: same(96_000_000n),
			3: [45_000_000n, 0n],
			4: [38_000_000n, 32_000_000n],
			5: [62_000_000n, 50_000_000n],
			7: same(9_000_000n),
			9: [44_611_000n, 41_295_000n],
			10: same(12_000_000n)
		},
		own: 310_000_000n,
		reasons: {
			CO_SAN: -45_000_000n,
			VUOT_DINH_MUC: -6_000_000n,
			SAI_DON_GIA: -12_000_000n,
			TINH_LAI_QLC: -3_316_000n
		},
		khoan: { requested: true, appraised: true }
	},
	'GL-DL-02': {
		total: [729_053_000n, 576_421_000n],
		categories: {
			1: same(321_600_000n),
			2: same(60_000_000n),
			3: [180_000_000n, 60_000_000n],
			4: same(22_000_000n),
			5: [95_000_000n, 70_000_000n],
			7: same(6_000_000n),
			9: [36_453_000n, 28_821_000n],
			10: same(8_000_000n)
		},
		own: 640_000_000n,
		reasons: { CHUYEN_DOI_UNG: -120_000_000n, TRUNG_NGUON: -25_000_000n, TINH_LAI_QLC: -7_632_000n },
		khoan: { requested: false, appraised: true }
	},
	'GL-DL-03': {
		total: [1_284_632_000n, 1_202_947_000n],
		categories: {
			1: [854_400_000n, 796_800_000n],
			2: same(140_000_000n),
			4: same(44_000_000n),
			5: [130_000_000n, 110_000_000n],
			6: same(28_000_000n),
			7: same(10_000_000n),
			9: [64_232_000n, 60_147_000n],
			10: same(14_000_000n)
		},
		own: 900_000_000n,
		reasons: { THUA_KHOI_LUONG: -57_600_000n, VUOT_DINH_MUC: -20_000_000n, TINH_LAI_QLC: -4_085_000n },
		khoan: { requested: true, appraised: true }
	},
	'GL-DL-04': {
		total: [812_211_000n, 791_158_000n],
		categories: {
			1: same(477_600_000n),
			2: [75_000_000n, 60_000_000n],
			3: same(60_000_000n),
			4: same(20_000_000n),
			5: same(88_000_000n),
			6: [35_000_000n, 30_000_000n],
			7: same(7_000_000n),
			9: [40_611_000n, 39_558_000n],
			10: same(9_000_000n)
		},
		own: 640_000_000n,
		reasons: { KHONG_CO_CAN_CU: -15_000_000n, VUOT_DINH_MUC: -5_000_000n, TINH_LAI_QLC: -1_053_000n },
		khoan: { requested: true, appraised: true }
	},
	'GL-DL-05': {
		total: [578_526_000n, 570_105_000n],
		categories: {
			1: same(369_600_000n),
			2: same(40_000_000n),
			4: [52_000_000n, 44_000_000n],
			5: same(30_000_000n),
			6: same(46_000_000n),
			7: same(6_000_000n),
			9: [28_926_000n, 28_505_000n],
			10: same(6_000_000n)
		},
		own: 0n,
		reasons: { VUOT_DINH_MUC: -8_000_000n, TINH_LAI_QLC: -421_000n },
		khoan: { requested: true, appraised: true }
	},
	'GL-DL-06': {
		total: [872_000_000n, 808_842_000n],
		categories: {
			1: same(458_400_000n),
			2: same(50_000_000n),
			3: [210_000_000n, 150_000_000n],
			4: same(26_000_000n),
			5: same(70_000_000n),
			7: same(6_000_000n),
			9: [43_600_000n, 40_442_000n],
			10: same(8_000_000n)
		},
		own: 540_000_000n,
		reasons: { CHUYEN_DOI_UNG: -60_000_000n, TINH_LAI_QLC: -3_158_000n },
		khoan: { requested: false, appraised: false }
	}
};

describe.each(Object.entries(TABLE))('the budget of %s', (code, expected) => {
	const appraisal = sampleAppraisal(code);

	it('has the requested and the appraised sum of every category', () => {
		for (const row of appraisal.byCategory) {
			const [requested, appraised] = expected.categories[row.category] ?? [0n, 0n];
			expect([row.category, row.requested.state, row.appraised.state]).toEqual([
				row.category,
				requested,
				appraised
			]);
		}
	});

	it('has the totals, and the own contribution that the applicant committed', () => {
		expect([appraisal.totals.requested.state, appraisal.totals.appraised.state]).toEqual(expected.total);
		expect([appraisal.totals.requested.own, appraisal.totals.appraised.own]).toEqual(same(expected.own));
	});

	it('explains every difference by its reason, the management line by the system', () => {
		const byReason: Record<string, bigint> = {};
		for (const row of appraisal.rows)
			if (row.reason !== null) byReason[row.reason] = (byReason[row.reason] ?? 0n) + row.delta;
		expect(byReason).toEqual(expected.reasons);
		expect(appraisal.problems).toEqual([]);
	});

	it('passes or fails the khoán test on request and again on appraisal', () => {
		expect(appraisal.requested.khoan?.eligible).toBe(expected.khoan.requested);
		expect(appraisal.appraised.khoan?.eligible).toBe(expected.khoan.appraised);
		const { khoan } = appraisal.appraised;
		if (khoan === null) throw new Error('The khoán test is made');
		const { method } = decideKhoanMethod({
			assessment: khoan,
			hostProposes: true,
			productNamed: true,
			councilProposes: true
		});
		expect(method).toBe(sampleBudget(code).khoanMethod);
	});

	it('is complete, with two to five lines in every category that it uses', () => {
		expect([appraisal.requested.complete, appraisal.appraised.complete]).toEqual([true, true]);
		for (const { category, requested } of appraisal.byCategory) {
			const lines = appraisal.requested.lines.filter(
				(line) => line.category === category && line.source === 'state' && !isManagementLine(line)
			);
			if (requested.state > 0n && category !== 9) expect(lines.length).toBeGreaterThanOrEqual(2);
			expect(lines.length).toBeLessThanOrEqual(5);
		}
	});

	it('prints in five items that add up to the same totals', () => {
		const sum = appraisal.byGroup.reduce((total, row) => total + row.appraised.total, 0n);
		expect(sum).toBe(appraisal.totals.appraised.total);
	});
});

describe('the second applicant of GL-DL-03', () => {
	it('asks for 1.235.000.000 đ and brings 65.000.000 đ', () => {
		const lines = requestedLines(sampleBudget('GL-DL-03', 'Viện Cơ điện Nông nghiệp Cao nguyên'));
		const budget = computeBudget(lines, TEMPLATE, RULES);
		expect(budget.totals).toEqual({ state: 1_235_000_000n, own: 65_000_000n, total: 1_300_000_000n });
		expect(budget.complete).toBe(true);
	});
});
