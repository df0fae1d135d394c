import type { Decimal } from '#lib/domain/shared/decimal.ts';
import type { BudgetRules, BudgetTemplate } from './rules.ts';

const tenths = (unscaled: bigint): Decimal => ({ unscaled, scale: 1 });

/** The numbers that the sample tasks are computed by. */
export const RULES: BudgetRules = {
	labour: {
		monthlyAmount: 24_000_000n,
		coefficients: {
			leader: tenths(10n),
			scientific_secretary: tenths(3n),
			main_member: tenths(8n),
			member: tenths(4n),
			technician: tenths(2n)
		},
		daysPerMonth: 22n,
		exactlyOne: ['leader', 'scientific_secretary'],
		leaderRole: 'leader',
		citation: 'TT 02/2023/TT-BKHCN, Điều 4'
	},
	management: {
		rate: { num: 1n, den: 20n },
		basis: 'gross',
		roundingStep: 1_000n,
		cap: 300_000_000n,
		citation: 'TT 03/2023/TT-BTC, Điều 4'
	},
	khoan: {
		share: { num: 15n, den: 100n },
		amount: 1_000_000_000n,
		countedSubKinds: ['repair', 'purchase', 'rent', 'depreciation', 'outbound'],
		citation: 'TTLT 27/2015/TTLT-BKHCN-BTC, Điều 6 khoản 1 điểm c'
	},
	ceilings: {
		leaderMonthlyNorm: { value: 40_000_000n, citation: 'TT 03/2023/TT-BTC, Điều 4' },
		otherRoleShare: { value: { num: 4n, den: 5n }, citation: 'TT 03/2023/TT-BTC, Điều 4' },
		domesticExpertShare: { value: { num: 30n, den: 100n }, citation: 'TT 03/2023/TT-BTC, Điều 4' },
		foreignExpertShare: { value: { num: 50n, den: 100n }, citation: 'TT 03/2023/TT-BTC, Điều 4' }
	},
	norms: [
		{
			key: 'workshop_chair',
			label: { vi: 'Người chủ trì hội thảo', en: 'Workshop chair' },
			unit: 'người-buổi',
			maxUnitPrice: 2_000_000n,
			citation: 'TT 03/2023/TT-BTC, Điều 4'
		}
	]
};

export const TEMPLATE: BudgetTemplate = {
	categories: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
	labour: 'coefficient_months',
	managementLine: true,
	khoanTest: true,
	ownContribution: true
};
