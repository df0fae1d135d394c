import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DONG } from '#lib/domain/shared/money.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { JournalEntry } from './ledger.ts';
import {
	allocationEntry,
	balanceOf,
	checkEntry,
	commitmentEntry,
	commitmentKey,
	committedToCase,
	planCommitment,
	reversalEntry
} from './ledger.ts';

const FUND = { sourceId: 'su-nghiep-khcn-so', year: 2026 };

function must<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(JSON.stringify(result.refusal));
	return result.value;
}

function commit(journal: readonly JournalEntry[], caseId: string, amount: bigint): Result<JournalEntry> {
	return commitmentEntry({
		fund: FUND,
		balance: balanceOf(journal, FUND),
		caseId,
		amount,
		idempotencyKey: commitmentKey(caseId, 'h')
	});
}

describe('the source of the sample tasks', () => {
	const allocated = must(allocationEntry(FUND, 1_400_000_000n, 'allocate:2026'));
	const first = must(commit([allocated], 'GL-DL-01', 825_895_000n));

	it('refuses GL-DL-02, 2.316.000 đ short', () => {
		expect(commit([allocated, first], 'GL-DL-02', 576_421_000n)).toEqual({
			ok: false,
			refusal: {
				code: 'fund_insufficient',
				params: { available: '574105000', amount: '576421000', short: '2316000' }
			}
		});
	});

	it('takes GL-DL-05 and keeps 4.000.000 đ', () => {
		const fifth = must(commit([allocated, first], 'GL-DL-05', 570_105_000n));
		const balance = balanceOf([allocated, first, fifth], FUND);
		expect(balance).toEqual({ allocated: 1_400_000_000n, committed: 1_396_000_000n });
		expect(balance.allocated - balance.committed).toBe(4_000_000n);
		expect(committedToCase([allocated, first, fifth], 'GL-DL-05')).toBe(570_105_000n);
	});

	it('has room for GL-DL-02 once GL-DL-01 is released', () => {
		const release = must(reversalEntry(first, [allocated, first], balanceOf([allocated, first], FUND)));
		const journal = [allocated, first, release];
		expect(committedToCase(journal, 'GL-DL-01')).toBe(0n);
		expect(commit(journal, 'GL-DL-02', 576_421_000n).ok).toBe(true);
	});
});

describe('a commitment', () => {
	it('may take exactly what is left, and not one đồng more', () => {
		const balance = { allocated: 100n, committed: 40n };
		expect(planCommitment({ ...balance, amount: 60n })).toEqual({
			ok: true,
			value: { availableBefore: 60n, committedAfter: 100n, availableAfter: 0n }
		});
		expect(planCommitment({ ...balance, amount: 61n })).toMatchObject({
			refusal: { code: 'fund_insufficient', params: { short: '1' } }
		});
	});

	it.each([
		['fund_amount_not_positive', 0n],
		['fund_amount_not_positive', -1n],
		['fund_amount_too_large', MAX_DONG + 1n]
	])('is refused: %s', (code, amount) => {
		expect(planCommitment({ allocated: MAX_DONG, committed: 0n, amount })).toMatchObject({
			refusal: { code }
		});
		expect(allocationEntry(FUND, amount, 'k')).toMatchObject({ refusal: { code } });
	});

	it('has a budget year', () => {
		for (const year of [26, 2026.5, 3000])
			expect(allocationEntry({ ...FUND, year }, 1n, 'k')).toMatchObject({
				refusal: { code: 'fund_year_invalid' }
			});
	});

	it('has one key for the same case and figures', () => {
		expect(commitmentKey('c', 'h')).toBe(commitmentKey('c', 'h'));
		expect(commitmentKey('c', 'h')).not.toBe(commitmentKey('c', 'i'));
	});
});

describe('a reversal', () => {
	const allocated = must(allocationEntry(FUND, 100n, 'a'));
	const committed = must(commit([allocated], 'case', 60n));
	const journal = [allocated, committed];

	it('is the entry with its signs turned, and names it', () => {
		const release = must(reversalEntry(committed, journal, balanceOf(journal, FUND)));
		expect(release).toMatchObject({ kind: 'release', reverses: committed.idempotencyKey });
		expect(balanceOf([...journal, release], FUND)).toEqual({ allocated: 100n, committed: 0n });
	});

	it('happens once, and is not reversed itself', () => {
		const release = must(reversalEntry(committed, journal, balanceOf(journal, FUND)));
		const after = [...journal, release];
		expect(reversalEntry(committed, after, balanceOf(after, FUND))).toMatchObject({
			refusal: { code: 'entry_already_reversed' }
		});
		expect(reversalEntry(release, after, balanceOf(after, FUND))).toMatchObject({
			refusal: { code: 'entry_is_reversal' }
		});
	});

	it('does not take back money that is promised', () => {
		expect(reversalEntry(allocated, journal, balanceOf(journal, FUND))).toMatchObject({
			refusal: { code: 'fund_allocation_in_use', params: { available: '40', short: '60' } }
		});
	});
});

describe('an entry', () => {
	const good = must(commit([must(allocationEntry(FUND, 100n, 'a'))], 'case', 60n));
	const line = good.postings[0] ?? { ...FUND, account: 'available' as const, caseId: null, amount: 0n };

	it.each([
		['entry_not_balanced', [{ ...line, amount: 1n }]],
		['entry_not_balanced', []],
		['entry_not_balanced', [line, { ...line, year: 2027, amount: -line.amount }]],
		['entry_posting_zero', [{ ...line, amount: 0n }]],
		['entry_case_missing', [{ ...line, account: 'committed' as const }]],
		['entry_case_foreign', [{ ...line, caseId: 'case' }]]
	])('is refused: %s', (code, postings) => {
		expect(checkEntry({ ...good, postings })).toMatchObject({ ok: false, refusal: { code } });
	});

	it('of any made here is balanced, and never lets more be committed than was allocated', () => {
		const step = fc.record({
			kind: fc.constantFrom('allocate', 'commit', 'release'),
			amount: fc.bigInt(1n, 500n)
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
				const journal: JournalEntry[] = [];
				steps.forEach(({ kind, amount }, place) => {
					const balance = balanceOf(journal, FUND);
					const target = journal[Number(amount) % Math.max(journal.length, 1)];
					const made =
						kind === 'allocate'
							? allocationEntry(FUND, amount, `a${place}`)
							: kind === 'commit'
								? commit(journal, `case-${place}`, amount)
								: target && reversalEntry(target, journal, balance);
					if (made?.ok) journal.push(made.value);
					const { allocated, committed } = balanceOf(journal, FUND);
					expect(committed >= 0n && committed <= allocated).toBe(true);
				});
				expect(journal.every((entry) => checkEntry(entry).ok)).toBe(true);
			})
		);
	});
});
