import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freezeRequestedBudget } from '../../../src/lib/server/app/steps/budgets/freeze-requested-budget.ts';
import { readBudget } from '../../../src/lib/server/app/budgets/read-budget.ts';
import { budgetSummaryOf } from '../../../src/lib/server/app/cases/budgets/requested-budget.ts';
import { restoreRequestedBudget } from '../../../src/lib/server/app/steps/budgets/restore-requested-budget.ts';
import { saveBudgetLines } from '../../../src/lib/server/app/budgets/save-budget-lines.ts';
import { startAppraisal } from '../../../src/lib/server/app/steps/budgets/start-appraisal.ts';
import { arranged } from '../../support/arranged.ts';
import { contextOf, insertPerson, moveClock } from '../intake/world.ts';
import { draftCase, linesOf, must, openBudgetWorld, recommend, refusalOf } from './budget-world.ts';
import type { BudgetWorld, DraftCase } from './budget-world.ts';

let world: BudgetWorld;
beforeAll(async () => {
	world = await openBudgetWorld();
});
afterAll(() => world.close());

const lines = linesOf('GL-DL-05');

async function saved(): Promise<DraftCase> {
	const made = await draftCase(world);
	must(await saveBudgetLines(made.ctx, { applicationId: made.applicationId, lines, baseVersion: 0 }));
	return made;
}

function freeze({ ctx, applicationId }: DraftCase) {
	return arranged(ctx, 'submit_application', { type: 'application', id: applicationId }, ({ tx }) =>
		freezeRequestedBudget(tx, applicationId, 'TASK-2026-9999')
	);
}

describe('the budget as the applicant saves it', () => {
	it('keeps a half-filled line as it is, never as 0', async () => {
		const { ctx, applicationId } = await draftCase(world);
		const [first] = lines;
		if (first === undefined) throw new Error('no sample line');
		const { labour: _labour, normRef: _norm, ...plain } = first;
		const half = { ...plain, category: 2 as const, subKind: 'materials' as const, content: '', unit: '' };
		must(await saveBudgetLines(ctx, { applicationId, lines: [half], baseVersion: 0 }));
		const page = must(await readBudget(ctx, applicationId));
		expect(page.version).toBe(1);
		expect(page.lines).toEqual([{ ...half, quantity: null, unitPrice: null }]);
		const stored = await world.database.owner.query(
			`SELECT quantity, unit_price, amount FROM budget_line l JOIN budget_version v ON v.id = l.version_id
			 JOIN budget b ON b.id = v.budget_id WHERE b.application_id = $1 AND l.key = $2`,
			[applicationId, half.key]
		);
		expect(stored.rows).toEqual([{ quantity: null, unit_price: null, amount: null }]);
	});

	it('reads back every line as it was entered, and the totals of the engine', async () => {
		const { ctx, applicationId } = await saved();
		const page = must(await readBudget(ctx, applicationId));
		expect(page.lines).toHaveLength(lines.length);
		expect(new Set(page.lines.map(({ key }) => key))).toEqual(new Set(lines.map(({ key }) => key)));
		expect(page.locked).toBeNull();
		const found = await world.app.db.read.applications.find(applicationId);
		const call = await world.app.db.read.calls.find(found?.callId ?? '');
		const definition = await world.app.db.read.definitions.find(call?.definitionId ?? '');
		if (call === undefined || definition === undefined) throw new Error('no call');
		const summary = await budgetSummaryOf(world.app.db.read, applicationId, definition.document, call);
		expect(summary).toEqual({ state: 578_526_000n, own: 0n, lines: lines.length, problems: [] });
	});

	it('tells the second of two savers, and writes nothing of it', async () => {
		const { ctx, applicationId } = await saved();
		const [first] = lines;
		if (first === undefined) throw new Error('no sample line');
		const outcomes = await Promise.all(
			['Một', 'Hai'].map((content) =>
				saveBudgetLines(ctx, { applicationId, lines: [{ ...first, content }], baseVersion: 1 })
			)
		);
		expect(outcomes.map(refusalOf).sort()).toEqual(['no refusal', 'stale_version']);
		const page = must(await readBudget(ctx, applicationId));
		const kept = page.lines.find(({ key }) => key === first.key)?.content;
		expect(kept).toBe(outcomes[0]?.ok === true ? 'Một' : 'Hai');
	});

	it('tells the second of two first savers', async () => {
		const { ctx, applicationId } = await draftCase(world);
		const outcomes = await Promise.all(
			[1, 2].map(() => saveBudgetLines(ctx, { applicationId, lines, baseVersion: 0 }))
		);
		expect(outcomes.map(refusalOf).sort()).toEqual(['no refusal', 'stale_version']);
	});

	it('refuses what no column can hold, at its field', async () => {
		const { ctx, applicationId } = await draftCase(world);
		const line = lines.find(({ labour }) => labour === undefined);
		if (line === undefined) throw new Error('no sample line');
		const huge = { ...line, unitPrice: 10n ** 18n };
		const refused = await saveBudgetLines(ctx, { applicationId, lines: [huge], baseVersion: 0 });
		expect(refused).toMatchObject({
			refusal: {
				code: 'budget_not_storable',
				causes: [
					{ code: 'budget_amount_too_large', field: `lines/${line.key}/unitPrice` },
					{ code: 'budget_total_too_large' }
				]
			}
		});
		const fine = { ...line, quantity: { unscaled: 1n, scale: 9 } };
		expect(refusalOf(await saveBudgetLines(ctx, { applicationId, lines: [fine], baseVersion: 0 }))).toBe(
			'budget_not_storable'
		);
	});

	it('is nobody else’s to read or to write', async () => {
		const { applicationId } = await saved();
		const stranger = await draftCase(world);
		expect(refusalOf(await readBudget(stranger.ctx, applicationId))).toBe('not_found');
		expect(refusalOf(await saveBudgetLines(stranger.ctx, { applicationId, lines, baseVersion: 1 }))).toBe(
			'not_found'
		);
		expect(refusalOf(await saveBudgetLines(world.as.officer, { applicationId, lines, baseVersion: 1 }))).toBe(
			'not_found'
		);
		expect(refusalOf(await readBudget(stranger.ctx, 'no-uuid'))).toBe('not_found');
	});

	it('freezes with a submission; a replacement works on a copy and can be given up', async () => {
		const made = await saved();
		const { ctx, applicationId } = made;
		const frozen = must(await freeze(made));
		expect(frozen.stateTotal).toBe(578_526_000n);
		expect(frozen.lines.some(({ system }) => system === 'management')).toBe(true);
		await expect(
			world.database.app.query(
				`UPDATE budget_line SET unit_price = 1 WHERE version_id IN (SELECT v.id FROM budget_version v JOIN budget b ON b.id = v.budget_id WHERE b.application_id = $1)`,
				[applicationId]
			)
		).rejects.toThrow('frozen');

		const page = must(await readBudget(ctx, applicationId));
		const removed = lines.slice(0, 1).map(({ key }) => key);
		must(await saveBudgetLines(ctx, { applicationId, lines: [], removed, baseVersion: page.version }));
		expect(must(await readBudget(ctx, applicationId)).lines).toHaveLength(lines.length - 1);
		await world.app.db.transaction((tx) => restoreRequestedBudget(tx, applicationId));
		const again = must(await readBudget(ctx, applicationId));
		expect(again.lines).toHaveLength(lines.length);
		expect(again.version).toBeGreaterThan(page.version + 1);
		expect(must(await freeze(made)).stateTotal).toBe(578_526_000n);
	});

	it('does not freeze what is empty or not complete', async () => {
		const empty = await draftCase(world);
		expect(refusalOf(await freeze(empty))).toBe('budget_empty');
		const half = await draftCase(world);
		const open = lines.map((line) => ({ ...line, content: '' }));
		must(await saveBudgetLines(half.ctx, { applicationId: half.applicationId, lines: open, baseVersion: 0 }));
		const refused = await freeze(half);
		expect(refused).toMatchObject({ refusal: { code: 'budget_not_complete' } });
	});

	it('is closed with the window', async () => {
		const { ctx, applicationId } = await saved();
		await world.database.owner.query(`UPDATE application SET state = 'draft' WHERE id = $1`, [applicationId]);
		await moveClock(world, 48);
		expect(refusalOf(await saveBudgetLines(ctx, { applicationId, lines, baseVersion: 1 }))).toBe(
			'window_closed'
		);
		expect(must(await readBudget(ctx, applicationId)).locked?.code).toBe('window_closed');
	});
});

describe('the start of an appraisal', () => {
	it('is made once, of a recommended application only', async () => {
		const other = await openBudgetWorld();
		try {
			const made = await draftCase(other);
			must(await saveBudgetLines(made.ctx, { applicationId: made.applicationId, lines, baseVersion: 0 }));
			const start = () =>
				arranged(
					other.as.director,
					'close_selection',
					{ type: 'application', id: made.applicationId },
					({ tx }) => startAppraisal(tx, other.as.director, made.applicationId)
				);
			expect(refusalOf(await start())).toBe('state_forbids');
			await recommend(other, made);
			const first = must(await start());
			expect(must(await start())).toEqual(first);
			expect((await other.app.db.read.applications.find(made.applicationId))?.state).toBe('in_appraisal');
			// A person who only reads may not act.
			const auditor = await contextOf(
				other,
				await insertPerson(other, 'Kiểm tra', { grants: [{ role: 'auditor' }] })
			);
			expect(refusalOf(await readBudget(auditor, made.applicationId))).toBe('not_found');
		} finally {
			await other.close();
		}
	});
});
