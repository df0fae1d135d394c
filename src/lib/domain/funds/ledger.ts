import { MAX_DONG } from '#lib/domain/shared/money.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';

/**
 * The accounts of a funding source in one budget year. The sum of all three is always 0.
 * - `allocation`: what was given to the source (negative: money comes in from outside the books);
 * - `available`: given and not yet promised;
 * - `committed`: promised to cases by a decision. Every posting on it names its case.
 */
export const ACCOUNTS = ['allocation', 'available', 'committed'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** One signed movement on an account, in đồng. */
export interface Posting {
	readonly account: Account;
	readonly sourceId: string;
	readonly year: number;
	/** Null except on `committed`. */
	readonly caseId: string | null;
	readonly amount: Dong;
}

/** `release` undoes an entry of either other kind. */
export type EntryKind = 'allocate' | 'commit' | 'release';

/** An entry is never changed or removed; it is undone by a reversal that names it. */
export interface JournalEntry {
	readonly kind: EntryKind;
	/** The same intent twice is the same entry once. */
	readonly idempotencyKey: string;
	/** The idempotency key of the entry undone; null except on a reversal. */
	readonly reverses: string | null;
	readonly postings: readonly Posting[];
}

/** The running figures of a source in a year, in đồng: 0 ≤ committed ≤ allocated. */
export interface FundBalance {
	readonly allocated: Dong;
	readonly committed: Dong;
}

/** A source in one budget year. */
export interface FundYear {
	readonly sourceId: string;
	readonly year: number;
}

/** What an entry makes available (negative: takes away), đồng. */
export function availableOf({ postings }: JournalEntry): Dong {
	return postings.reduce((sum, { account, amount }) => (account === 'available' ? sum + amount : sum), 0n);
}

/** The key of the commitment of a case for exactly these figures: approving twice commits once. */
export function commitmentKey(caseId: string, budgetHash: string): string {
	return `commit:${caseId}:${budgetHash}`;
}

export function reversalKey(entry: JournalEntry): string {
	return `release:${entry.idempotencyKey}`;
}

/**
 * Money given to a source (giao dự toán). Refusals: `fund_amount_not_positive`, `fund_amount_too_large`,
 * `fund_year_invalid`.
 */
export function allocationEntry(fund: FundYear, amount: Dong, idempotencyKey: string): Result<JournalEntry> {
	const refused = refusedFigure(fund, amount);
	if (refused !== null) return refused;
	return ok({
		kind: 'allocate',
		idempotencyKey,
		reverses: null,
		postings: [posting('allocation', fund, null, -amount), posting('available', fund, null, amount)]
	});
}

/** What a commitment would do to a balance, in đồng. */
export interface CommitmentPlan {
	readonly availableBefore: Dong;
	readonly committedAfter: Dong;
	readonly availableAfter: Dong;
}

/**
 * Whether an amount fits into a source; exactly the rest fits. Refusals: `fund_amount_not_positive`,
 * `fund_amount_too_large`, `fund_insufficient` with `available`, `amount` and `short` in đồng.
 */
export function planCommitment(input: FundBalance & { readonly amount: Dong }): Result<CommitmentPlan> {
	const refused = refusedAmount(input.amount);
	if (refused !== null) return refused;
	const available = input.allocated - input.committed;
	if (input.amount > available)
		return refuse('fund_insufficient', {
			params: {
				available: String(available),
				amount: String(input.amount),
				short: String(input.amount - available)
			}
		});
	return ok({
		availableBefore: available,
		committedAfter: input.committed + input.amount,
		availableAfter: available - input.amount
	});
}

/**
 * The entry that commits an amount to a case, on a balance read under its row lock.
 * Refusals: those of `planCommitment`, and `fund_year_invalid`.
 */
export function commitmentEntry(input: {
	readonly fund: FundYear;
	readonly balance: FundBalance;
	readonly caseId: string;
	readonly amount: Dong;
	readonly idempotencyKey: string;
}): Result<JournalEntry> {
	const refused = refusedFigure(input.fund, input.amount);
	if (refused !== null) return refused;
	const plan = planCommitment({ ...input.balance, amount: input.amount });
	if (!plan.ok) return plan;
	return ok({
		kind: 'commit',
		idempotencyKey: input.idempotencyKey,
		reverses: null,
		postings: [
			posting('available', input.fund, null, -input.amount),
			posting('committed', input.fund, input.caseId, input.amount)
		]
	});
}

/**
 * The entry that undoes another: the same postings with the sign turned. It releases a commitment or takes
 * an allocation back. Refusals: `entry_is_reversal` (a reversal is not undone; enter anew),
 * `entry_already_reversed`, `fund_allocation_in_use` with `short` in đồng when the allocation is promised.
 */
export function reversalEntry(
	entry: JournalEntry,
	journal: readonly JournalEntry[],
	balance: FundBalance
): Result<JournalEntry> {
	if (entry.kind === 'release') return refuse('entry_is_reversal');
	if (journal.some((other) => other.reverses === entry.idempotencyKey))
		return refuse('entry_already_reversed');
	if (entry.kind === 'allocate') {
		const given = accountSum(entry.postings, 'available');
		const available = balance.allocated - balance.committed;
		if (given > available)
			return refuse('fund_allocation_in_use', {
				params: { available: String(available), short: String(given - available) }
			});
	}
	return ok({
		kind: 'release',
		idempotencyKey: reversalKey(entry),
		reverses: entry.idempotencyKey,
		postings: entry.postings.map((line) => ({ ...line, amount: -line.amount }))
	});
}

/** The balance that the journal says, for the check against the stored running figures. */
export function balanceOf(journal: readonly JournalEntry[], fund: FundYear): FundBalance {
	const lines = journal
		.flatMap((entry) => entry.postings)
		.filter((line) => line.sourceId === fund.sourceId && line.year === fund.year);
	return { allocated: -accountSum(lines, 'allocation'), committed: accountSum(lines, 'committed') };
}

/** What is committed to one case, over all sources and years, in đồng. */
export function committedToCase(journal: readonly JournalEntry[], caseId: string): Dong {
	const lines = journal.flatMap((entry) => entry.postings).filter((line) => line.caseId === caseId);
	return accountSum(lines, 'committed');
}

/**
 * Whether an entry may be written at all: its postings sum to 0 per source and year, none is 0, and a case
 * is named on `committed` and only there. Refusals: `entry_not_balanced`, `entry_posting_zero`,
 * `entry_case_missing`, `entry_case_foreign`.
 */
export function checkEntry(entry: JournalEntry): Result<JournalEntry> {
	const sums = new Map<string, Dong>();
	for (const line of entry.postings) {
		if (line.amount === 0n) return refuse('entry_posting_zero');
		if (line.account === 'committed' && line.caseId === null) return refuse('entry_case_missing');
		if (line.account !== 'committed' && line.caseId !== null) return refuse('entry_case_foreign');
		const fund = `${line.sourceId}/${line.year}`;
		sums.set(fund, (sums.get(fund) ?? 0n) + line.amount);
	}
	const balanced = entry.postings.length >= 2 && [...sums.values()].every((sum) => sum === 0n);
	return balanced ? ok(entry) : refuse('entry_not_balanced');
}

function posting(account: Account, fund: FundYear, caseId: string | null, amount: Dong): Posting {
	return { account, sourceId: fund.sourceId, year: fund.year, caseId, amount };
}

function accountSum(postings: readonly Posting[], account: Account): Dong {
	return postings.reduce((sum, line) => (line.account === account ? sum + line.amount : sum), 0n);
}

function refusedAmount(amount: Dong) {
	if (amount <= 0n) return refuse('fund_amount_not_positive');
	if (amount > MAX_DONG) return refuse('fund_amount_too_large');
	return null;
}

function refusedFigure(fund: FundYear, amount: Dong) {
	if (!Number.isInteger(fund.year) || fund.year < 2000 || fund.year > 2999)
		return refuse('fund_year_invalid');
	return refusedAmount(amount);
}
