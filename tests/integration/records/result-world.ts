import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { freezeRequestedBudget } from '../../../src/lib/server/app/steps/budgets/freeze-requested-budget.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { saveBudgetLines } from '../../../src/lib/server/app/budgets/save-budget-lines.ts';
import { allocateFund } from '../../../src/lib/server/app/funds/allocate-fund.ts';
import { createFundSource } from '../../../src/lib/server/app/funds/create-fund-source.ts';
import { closeSelection } from '../../../src/lib/server/app/selection/close-selection.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { saveSelection } from '../../../src/lib/server/app/selection/save-selection.ts';
import { closeSession } from '../../../src/lib/server/app/sessions/close-session.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import { arranged } from '../../support/arranged.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { linesOf } from '../budgets/budget-world.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import {
	attend,
	BALLOTS_A,
	BALLOTS_B,
	elect,
	must,
	openTaskWorld,
	PRESENT,
	score
} from '../scoring/scoring-world.ts';
import type { ScoringWorld } from '../scoring/scoring-world.ts';

export const CODE = 'TASK-2026-2';
const LOT = 'GL-DL-03';

export interface ResultWorld extends ScoringWorld {
	readonly clerk: Context;
	readonly head: Context;
	readonly chief: Context;
	/** Representative of the organisation behind a case. */
	representative(key: string): Promise<Context>;
	/** Signs the appraisal of the chosen case through to its approval. */
	approve(): Promise<void>;
}

/**
 * A call whose selection is closed by the real verbs, its chosen case waiting for its money; with `reserve` the other one
 * of the task is held in reserve.
 */
export async function openResultWorld({ reserve = false } = {}): Promise<ResultWorld> {
	const world = await openTaskWorld();
	const { owner } = world.database;
	const lotId = world.call.lots[LOT] ?? '';
	for (const [at, key] of PRESENT.entries()) {
		await score(world, key, 'A', BALLOTS_A[at] ?? 0);
		await score(world, key, 'B', BALLOTS_B[at] ?? 0);
	}
	await attend(world, 'lan', LOT, PRESENT);
	const version = async (): Promise<number> => (await world.session(LOT)).version;
	must(await openSession(await world.as('lan'), { lotId, version: await version() }));
	await elect(world, 'lan', LOT, PRESENT);
	must(await tallySession(await world.as('lan'), { lotId, version: await version() }));
	const conclusion = 'Hội đồng thống nhất kết quả.';
	must(await closeSession(await world.as('khai'), { lotId, version: await version(), conclusion }));

	const officer = await contextOf(world, world.officer);
	const chief = await contextOf(world, world.director);
	const view = must(await readSelection(officer, CODE));
	const items = view.lines.map(({ applicationId, proposed, why }) => {
		const held = reserve && why.code === 'another_recommended_in_lot';
		return {
			applicationId,
			outcome: held ? ('reserve' as const) : proposed,
			reason: held ? 'Dự phòng khi đơn vị được chọn rút' : ''
		};
	});
	must(await saveSelection(officer, { callCode: CODE, version: 0, items }));
	const clerk = await contextOf(
		world,
		await insertPerson(world, 'Lê Thị Hồng Vân', { grants: [{ role: 'finance_officer' }] })
	);
	const head = await contextOf(
		world,
		await insertPerson(world, 'Trịnh Công Danh', { grants: [{ role: 'finance_head' }] })
	);
	const { sourceId } = must(await createFundSource(head, { code: 'SN', name: { vi: 'Sự nghiệp' } }));
	must(
		await allocateFund(head, {
			sourceId,
			year: 2026,
			amount: 2_000_000_000n,
			key: 'first',
			note: 'Giao dự toán'
		})
	);
	await owner.query('UPDATE call SET fund_source_id = $1, budget_year = 2026 WHERE id = $2', [
		sourceId,
		world.call.id
	]);
	for (const { applicationId, outcome } of items) {
		if (outcome === 'not_recommended') continue;
		const key = world.cases['A']?.id === applicationId ? 'A' : 'B';
		await requestBudget(world, await representativeOf(world, key), applicationId);
	}
	must(await closeSelection(chief, { callCode: CODE, version: 1 }));
	return {
		...world,
		clerk,
		head,
		chief,
		representative: (key) => representativeOf(world, key),
		async approve() {
			const { rows } = await owner.query<{ id: string }>('SELECT id FROM appraisal');
			for (const { id: appraisalId } of rows) {
				const seenHash = must(await readAppraisal(clerk, appraisalId)).hash ?? '';
				must(await prepareAppraisal(clerk, { appraisalId, seenHash }));
				must(await verifyAppraisal(head, { appraisalId, seenHash }));
				must(await approveAppraisal(chief, { appraisalId, seenHash }));
			}
		}
	};
}

/** What submission leaves of a budget: the lines of the sample, typed while the window was open, and frozen. */
async function requestBudget(world: ScoringWorld, ctx: Context, applicationId: string): Promise<void> {
	const { owner } = world.database;
	const { rows } = await owner.query<{ state: string; call_state: string; closes_at: Date }>(
		`SELECT a.state, c.state AS call_state, c.closes_at FROM application a JOIN call c ON c.id = a.call_id WHERE a.id = $1`,
		[applicationId]
	);
	const [was] = rows;
	await owner.query(
		`UPDATE call SET state = 'published', closes_at = app_now() + interval '1 day' WHERE id = $1`,
		[world.call.id]
	);
	await owner.query(`UPDATE application SET state = 'draft' WHERE id = $1`, [applicationId]);
	must(await saveBudgetLines(ctx, { applicationId, lines: linesOf(LOT), baseVersion: 0 }));
	must(
		await arranged(ctx, 'submit_application', { type: 'application', id: applicationId }, ({ tx }) =>
			freezeRequestedBudget(tx, applicationId)
		)
	);
	await owner.query('UPDATE application SET state = $2 WHERE id = $1', [applicationId, was?.state]);
	await owner.query('UPDATE call SET state = $2, closes_at = $3 WHERE id = $1', [
		world.call.id,
		was?.call_state,
		was?.closes_at
	]);
}

/** Representative of the organisation behind a case. */
async function representativeOf(world: ScoringWorld, key: string): Promise<Context> {
	const found = await world.database.owner.query<{ id: string }>(
		'SELECT organisation_id AS id FROM application WHERE id = $1',
		[world.cases[key]?.id]
	);
	const scopeId = found.rows[0]?.id ?? '';
	const grants = [{ role: 'representative', scopeType: 'organisation', scopeId }];
	return contextOf(world, await insertPerson(world, `Đại diện ${key}`, { grants }));
}
