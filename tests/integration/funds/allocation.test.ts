import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allocateFund } from '../../../src/lib/server/app/funds/allocate-fund.ts';
import { createFundSource } from '../../../src/lib/server/app/funds/create-fund-source.ts';
import { listFunds, readFund } from '../../../src/lib/server/app/funds/read-funds.ts';
import { reverseEntry } from '../../../src/lib/server/app/funds/reverse-entry.ts';
import { decidedCase, hashOf, must, openBudgetWorld, refusalOf, YEAR } from '../budgets/budget-world.ts';
import type { BudgetWorld } from '../budgets/budget-world.ts';

let world: BudgetWorld;
beforeAll(async () => {
	world = await openBudgetWorld(570_105_000n);
});
afterAll(() => world.close());

const balance = (sourceId: string) => world.app.db.read.funds.balance({ sourceId, year: YEAR });

async function newSource(code: string): Promise<string> {
	return must(await createFundSource(world.as.head, { code, name: { vi: `Nguồn ${code}` } })).sourceId;
}

describe('money given to a source', () => {
	it('is given once, however often the form is sent', async () => {
		const sourceId = await newSource('N-1');
		const form = { sourceId, year: YEAR, amount: 5_000_000n, key: 'k1', note: 'QĐ 12' };
		const outcomes = await Promise.all(Array.from({ length: 5 }, () => allocateFund(world.as.head, form)));
		expect(new Set(outcomes.map((outcome) => must(outcome).entryId)).size).toBe(1);
		expect(await balance(sourceId)).toEqual({ allocated: 5_000_000n, committed: 0n });
		expect(refusalOf(await allocateFund(world.as.head, { ...form, amount: 6_000_000n }))).toBe(
			'already_done'
		);
	});

	it('refuses figures, years and people that it is not for', async () => {
		const sourceId = await newSource('N-2');
		const form = { sourceId, year: YEAR, amount: 1n, key: 'k2', note: '' };
		expect(refusalOf(await allocateFund(world.as.head, { ...form, amount: 0n }))).toBe(
			'fund_amount_not_positive'
		);
		expect(refusalOf(await allocateFund(world.as.head, { ...form, amount: 10n ** 15n }))).toBe(
			'fund_amount_too_large'
		);
		expect(refusalOf(await allocateFund(world.as.head, { ...form, year: 26 }))).toBe('fund_year_invalid');
		expect(refusalOf(await allocateFund(world.as.officer, form))).toBe('not_found');
		expect(refusalOf(await allocateFund(world.as.director, form))).toBe('not_found');
		expect(refusalOf(await createFundSource(world.as.head, { code: 'N-2', name: { vi: 'Lặp' } }))).toBe(
			'fund_code_taken'
		);
		must(await allocateFund(world.as.head, { ...form, amount: 999_999_999_999_999n }));
		expect(refusalOf(await allocateFund(world.as.head, { ...form, key: 'k3' }))).toBe(
			'fund_balance_too_large'
		);
	});

	it('is taken back by an entry of its own, once', async () => {
		const sourceId = await newSource('N-3');
		const { entryId } = must(
			await allocateFund(world.as.head, { sourceId, year: YEAR, amount: 7_000n, key: 'k4', note: '' })
		);
		expect(refusalOf(await reverseEntry(world.as.head, { entryId, note: ' ' }))).toBe('entry_note_missing');
		const undo = must(await reverseEntry(world.as.head, { entryId, note: 'Ghi nhầm' }));
		expect(await balance(sourceId)).toEqual({ allocated: 0n, committed: 0n });
		expect(refusalOf(await reverseEntry(world.as.head, { entryId, note: 'Lại' }))).toBe(
			'entry_already_reversed'
		);
		expect(refusalOf(await reverseEntry(world.as.head, { entryId: undo.entryId, note: 'x' }))).toBe(
			'entry_is_reversal'
		);
		const page = must(await readFund(world.as.director, { sourceId, year: YEAR, page: 1 }));
		expect(page.journal.map(({ kind, amount }) => [kind, amount])).toEqual([
			['release', -7_000n],
			['allocate', 7_000n]
		]);
		expect(page.journal[1]?.reversedBy).toBe(undo.entryId);
	});

	it('cannot be taken back once it is promised, nor can the promise', async () => {
		const { appraisalId } = await decidedCase(world, 'GL-DL-05');
		const input = { appraisalId, seenHash: await hashOf(world, appraisalId) };
		must(await prepareAppraisal(world.as.officer, input));
		must(await verifyAppraisal(world.as.head, input));
		must(await approveAppraisal(world.as.director, input));
		const page = must(await readFund(world.as.head, { sourceId: world.sourceId, year: YEAR, page: 1 }));
		const [commitment, allocation] = page.journal;
		expect(commitment?.applicationCode).toMatch(/^TASK-/);
		expect(refusalOf(await reverseEntry(world.as.head, { entryId: allocation?.id ?? '', note: 'x' }))).toBe(
			'fund_allocation_in_use'
		);
		expect(refusalOf(await reverseEntry(world.as.head, { entryId: commitment?.id ?? '', note: 'x' }))).toBe(
			'commitment_stands'
		);
		const list = must(await listFunds(world.as.director));
		expect(list.mayAllocate).toBe(false);
		expect(list.rows.find(({ id }) => id === world.sourceId)).toMatchObject({
			allocated: 570_105_000n,
			committed: 570_105_000n
		});
	});
});

describe('the page of a fund', () => {
	it('shows this year where it has entries, else the latest that has, and offers this year for money', async () => {
		const { thisYear } = must(await listFunds(world.as.head));
		const sourceId = await newSource('NAM-TRUOC');
		const allocate = async (year: number) =>
			must(
				await allocateFund(world.as.head, {
					sourceId,
					year,
					amount: 1_000n,
					key: `nam-${String(year)}`,
					note: ''
				})
			);
		const shown = async (asked: { readonly year?: number } = {}) => {
			const { year, journal, yearToAllocate } = must(
				await readFund(world.as.head, { sourceId, page: 1, ...asked })
			);
			return [year, journal.length, yearToAllocate];
		};
		expect(await shown()).toEqual([thisYear, 0, thisYear]);
		await allocate(thisYear - 2);
		await allocate(thisYear - 1);
		expect(await shown()).toEqual([thisYear - 1, 1, thisYear]);
		expect(await shown({ year: thisYear - 2 })).toEqual([thisYear - 2, 1, thisYear - 2]);
		await allocate(thisYear);
		expect(await shown()).toEqual([thisYear, 1, thisYear]);
	});

	it('offers the coming year for money where the source has only that one', async () => {
		const { thisYear } = must(await listFunds(world.as.head));
		const sourceId = await newSource('NAM-SAU');
		const amount = 1_000n;
		must(await allocateFund(world.as.head, { sourceId, year: thisYear + 1, amount, key: 'sau', note: '' }));
		const { year, yearToAllocate } = must(await readFund(world.as.head, { sourceId, page: 1 }));
		expect([year, yearToAllocate]).toEqual([thisYear + 1, thisYear + 1]);
	});
});
