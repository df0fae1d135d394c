import type { Decimal } from '#lib/domain/shared/decimal.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { SubKind } from './code-lists.ts';

/** A legal number with the clause it comes from, shown beside every check that uses it. */
export interface Cited<T> {
	readonly value: T;
	readonly citation: string;
}

/**
 * The management line (quản lý chung): `rate` of the state-funded total.
 * - `gross`: the total includes the line itself, so 5 % is base ÷ 19;
 * - `net`: the total leaves the line out, so 5 % is base ÷ 20.
 * The result is rounded half up to `roundingStep` đồng, then held under `cap` đồng.
 */
export interface ManagementRule {
	readonly rate: Fraction;
	readonly basis: 'gross' | 'net';
	readonly roundingStep: Dong;
	readonly cap?: Dong;
	readonly citation: string;
}

/** The numbers by which labour is priced; the template's `labour` says by which formula. */
export interface LabourRule {
	/** đồng a month of the leader (TT 02/2023), or the base salary in đồng (TTLT 55/2015). */
	readonly monthlyAmount: Dong;
	/** Coefficient by role key. A role that is absent cannot be used. */
	readonly coefficients: Readonly<Record<string, Decimal>>;
	/** Working days that make a month (22). Absent: effort cannot be given in days where a month is the norm. */
	readonly daysPerMonth?: bigint;
	/** The role keys of which a budget has exactly one person. */
	readonly exactlyOne: readonly string[];
	/** The role whose coefficient the other roles are measured against. */
	readonly leaderRole: string;
	readonly citation: string;
}

/**
 * The test for khoán chi đến sản phẩm cuối cùng: the counted kinds of state-funded lines stay within
 * `share` of the state budget and within `amount` đồng, both limits included. TTLT 27/2015, Art. 7.
 */
export interface KhoanRule {
	readonly share: Fraction;
	readonly amount: Dong;
	readonly countedSubKinds: readonly SubKind[];
	readonly citation: string;
}

export interface CeilingRules {
	/** đồng a month for the leader. */
	readonly leaderMonthlyNorm?: Cited<Dong>;
	/** Highest part of the leader's coefficient that another role may have. */
	readonly otherRoleShare?: Cited<Fraction>;
	/** Part of all remuneration; above it a justification is due, not a refusal. */
	readonly domesticExpertShare?: Cited<Fraction>;
	readonly foreignExpertShare?: Cited<Fraction>;
}

/** An issued norm that a line may name in `normRef`; `maxUnitPrice` in đồng for one `unit`. */
export interface Norm {
	readonly key: string;
	/** Absent: the key is its name. */
	readonly label?: Localized;
	readonly unit?: string;
	readonly maxUnitPrice?: Dong;
	readonly citation: string;
}

/** The legal numbers of a budget. What is absent is neither applied nor shown. */
export interface BudgetRules {
	readonly labour?: LabourRule;
	readonly management?: ManagementRule;
	readonly khoan?: KhoanRule;
	readonly ceilings?: CeilingRules;
	readonly norms?: readonly Norm[];
}

/** `section.field` of a table, and the columns that a row must have filled. */
export interface FilledTable {
	readonly table: string;
	readonly columns: readonly string[];
}

/** Khoán as the form asks for it (TTLT 27/2015, Art. 7). */
export interface KhoanMethodSource {
	/** `section.field` of the choice, and its option for khoán chi đến sản phẩm cuối cùng. */
	readonly field: string;
	readonly toFinalProduct: string;
	/** One of these has a whole row: a product with quality, unit and quantity. */
	readonly products: readonly FilledTable[];
	/** Where the product is used. */
	readonly addresses: FilledTable;
}

/** What the budget of a call may hold: a part of the programme definition. */
export interface BudgetTemplate {
	/** The categories (1-10) offered; a line of another category is a problem. */
	readonly categories: readonly number[];
	/** The formula of remuneration, a key of the registry in labour.ts. Absent: no lines by role and effort. */
	readonly labour?: string;
	readonly managementLine: boolean;
	readonly khoanTest: boolean;
	/** Where the form says which method of payment it asks for, and what it must name to get it. */
	readonly khoanMethod?: KhoanMethodSource;
	/** Whether lines of the applicant's own contribution (đối ứng) are taken. */
	readonly ownContribution: boolean;
}
