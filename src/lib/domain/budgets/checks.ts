import { compareFractions, fractionFromDecimal, multiplyFractions } from '#lib/domain/shared/fraction.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import { subKindOf } from './code-lists.ts';
import type { SubKind } from './code-lists.ts';
import { coefficientOf } from './labour.ts';
import type { ComputedLine } from './line.ts';
import { sumOf } from './line.ts';
import type { BudgetRules, Cited, LabourRule } from './rules.ts';

/**
 * - `met`: within the rule;
 * - `needs_justification`: above a figure that may be exceeded with reasons, and no reason is given yet;
 * - `justified`: above it, with a reason;
 * - `broken`: above a figure that may not be exceeded.
 */
export type CheckOutcome = 'met' | 'needs_justification' | 'justified' | 'broken';

/** One legal rule held against a budget, met or not, with the clause that it comes from. */
export interface BudgetCheck {
	readonly code:
		| 'one_person_in_role'
		| 'leader_norm'
		| 'role_coefficient'
		| 'domestic_expert_share'
		| 'foreign_expert_share'
		| 'unit_price_norm';
	readonly outcome: CheckOutcome;
	readonly citation: string;
	/** The lines that it is about; empty when it is about the whole. */
	readonly lineKeys: readonly string[];
	/** Figures for the words: đồng and counts as digits, shares as "30/100". */
	readonly params: Readonly<Record<string, string>>;
}

/** Why a figure above a justifiable ceiling is right, by check code. */
export type Justifications = Readonly<Partial<Record<BudgetCheck['code'], string>>>;

/** Every rule that applies, in a fixed order. Rules that are absent give no check. */
export function budgetChecks(
	lines: readonly ComputedLine[],
	rules: BudgetRules,
	justifications: Justifications
): BudgetCheck[] {
	const ceilings = rules.ceilings ?? {};
	return [
		...(rules.labour ? roleChecks(lines, rules.labour, rules) : []),
		...expertCheck(
			'domestic_expert_share',
			'domestic_expert',
			lines,
			ceilings.domesticExpertShare,
			justifications
		),
		...expertCheck(
			'foreign_expert_share',
			'foreign_expert',
			lines,
			ceilings.foreignExpertShare,
			justifications
		),
		...priceChecks(lines, rules)
	];
}

function roleChecks(lines: readonly ComputedLine[], labour: LabourRule, rules: BudgetRules): BudgetCheck[] {
	const working = lines.flatMap((line) =>
		line.labour === undefined ? [] : [{ key: line.key, ...line.labour }]
	);
	if (working.length === 0) return [];
	const checks: BudgetCheck[] = labour.exactlyOne.map((role) => {
		const holders = working.filter((line) => line.roleKey === role);
		const persons = holders.reduce((count, line) => count + (line.persons ?? 0), 0);
		return {
			code: 'one_person_in_role',
			outcome: persons === 1 ? 'met' : 'broken',
			citation: labour.citation,
			lineKeys: holders.map((line) => line.key),
			params: { role, persons: String(persons) }
		};
	});

	const norm = rules.ceilings?.leaderMonthlyNorm;
	if (norm !== undefined)
		checks.push({
			code: 'leader_norm',
			outcome: labour.monthlyAmount <= norm.value ? 'met' : 'broken',
			citation: norm.citation,
			lineKeys: [],
			params: { norm: String(labour.monthlyAmount), ceiling: String(norm.value) }
		});

	const share = rules.ceilings?.otherRoleShare;
	const leader = coefficientOf(labour.leaderRole, labour);
	if (share !== undefined && leader !== null) {
		const above = working.filter((line) => {
			const coefficient = coefficientOf(line.roleKey, labour);
			if (coefficient === null || line.roleKey === labour.leaderRole) return false;
			const ceiling = multiplyFractions(share.value, fractionFromDecimal(leader));
			return compareFractions(fractionFromDecimal(coefficient), ceiling) > 0;
		});
		checks.push({
			code: 'role_coefficient',
			outcome: above.length === 0 ? 'met' : 'broken',
			citation: share.citation,
			lineKeys: above.map((line) => line.key),
			params: { ceiling: `${share.value.num}/${share.value.den}` }
		});
	}
	return checks;
}

function expertCheck(
	code: 'domestic_expert_share' | 'foreign_expert_share',
	kind: SubKind,
	lines: readonly ComputedLine[],
	limit: Cited<Fraction> | undefined,
	justifications: Justifications
): BudgetCheck[] {
	const paid = lines.filter((line) => line.source === 'state' && line.category === 1);
	const experts = paid.filter((line) => subKindOf(line) === kind);
	if (limit === undefined || experts.length === 0) return [];
	const total = sumOf(paid);
	const amount = sumOf(experts);
	const within = amount * limit.value.den <= total * limit.value.num;
	const justified = (justifications[code] ?? '').trim() !== '';
	return [
		{
			code,
			outcome: within ? 'met' : justified ? 'justified' : 'needs_justification',
			citation: limit.citation,
			lineKeys: experts.map((line) => line.key),
			params: {
				amount: String(amount),
				total: String(total),
				limit: String((total * limit.value.num) / limit.value.den),
				ceiling: `${limit.value.num}/${limit.value.den}`
			}
		}
	];
}

function priceChecks(lines: readonly ComputedLine[], rules: BudgetRules): BudgetCheck[] {
	const norms = new Map((rules.norms ?? []).map((norm) => [norm.key, norm]));
	return lines.flatMap((line): BudgetCheck[] => {
		const norm = line.normRef === undefined ? undefined : norms.get(line.normRef);
		if (norm?.maxUnitPrice === undefined || line.source !== 'state') return [];
		const price = line.unitPrice ?? 0n;
		return [
			{
				code: 'unit_price_norm',
				outcome: price <= norm.maxUnitPrice ? 'met' : 'broken',
				citation: norm.citation,
				lineKeys: [line.key],
				params: { norm: norm.key, price: String(price), ceiling: String(norm.maxUnitPrice) }
			}
		];
	});
}
