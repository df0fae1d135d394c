/** A closed selection with one chosen and one in reserve for the same task, and what a change of it leaves behind. */
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { issueResult } from '../../../src/lib/server/app/records/issue-result.ts';
import { callUpReserve } from '../../../src/lib/server/app/selection/call-up-reserve.ts';
import type { SelectionChange } from '../../../src/lib/server/app/selection/change-selection.ts';
import { recordWithdrawal } from '../../../src/lib/server/app/selection/record-withdrawal.ts';
import { revokeApproval } from '../../../src/lib/server/app/selection/revoke-approval.ts';
import { readTasks } from '../../../src/lib/server/app/tasks/read-tasks.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { vietnamDateOf } from '../../../src/lib/domain/shared/period.ts';
import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { contextOf } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';
import { CODE, openResultWorld } from './result-world.ts';

export async function openSelectionAfter() {
	const world = await openResultWorld({ reserve: true });
	const { owner } = world.database;
	const officer = await contextOf(world, world.officer);
	const decision = {
		reason: 'Đơn vị có văn bản xin rút',
		number: '301/QĐ-SKHCN',
		on: vietnamDateOf(await world.app.db.read.clock.now())
	};
	const statesOf = async () => {
		const { rows } = await owner.query<{ id: string; state: string }>(
			'SELECT id, state FROM application WHERE call_id = $1',
			[world.call.id]
		);
		return rows;
	};
	const states = await statesOf();
	const idIn = (state: string): string => states.find((row) => row.state === state)?.id ?? '';
	const chosen = idIn('in_appraisal');
	const reserve = idIn('reserve');
	const change = (applicationId: string, more: Partial<SelectionChange> = {}): SelectionChange => ({
		callCode: CODE,
		applicationId,
		decision,
		...more
	});
	const appraisalOf = async (applicationId: string): Promise<string> =>
		(await world.app.db.read.budgets.appraisalOf(applicationId))?.id ?? '';
	const callRow = async () => {
		const call = await world.app.db.read.calls.findByCode(CODE);
		if (call === undefined) throw new Error('no call');
		return call;
	};
	return {
		...world,
		officer,
		decision,
		chosen,
		reserve,
		appraisalOf,
		callRow,
		stateOf: async (id: string) => (await statesOf()).find((row) => row.id === id)?.state,
		withdraw: (id = chosen, more: Partial<SelectionChange> = {}, ctx = officer) =>
			recordWithdrawal(ctx, change(id, more)),
		revoke: (id = chosen, more: Partial<SelectionChange> = {}, ctx = officer) =>
			revokeApproval(ctx, change(id, more)),
		callUp: (id = reserve, more: Partial<SelectionChange> = {}, ctx = officer) =>
			callUpReserve(ctx, change(id, more)),
		async balance() {
			const { rows } = await owner.query<{ allocated: string; committed: string }>(
				'SELECT allocated, committed FROM fund_balance'
			);
			return rows[0];
		},
		async postings() {
			const { rows } = await owner.query<{ kind: string; account: string; amount: string; note: string }>(
				`SELECT e.kind, t.account, t.amount, e.note FROM journal_entry e JOIN posting t ON t.entry_id = e.id
				 WHERE e.kind <> 'allocate' ORDER BY e.at, e.id, t.account`
			);
			return rows;
		},
		async lettersTo(id: string) {
			const { rows } = await owner.query<{ subject: string; body: string }>(
				`SELECT subject, body FROM mail_message WHERE idempotency_key LIKE 'selection-%' AND application_id = $1`,
				[id]
			);
			return rows;
		},
		async workKinds(subject: string): Promise<readonly string[]> {
			const { rows } = await owner.query<{ kind: string }>(
				`SELECT w.kind FROM work_item w JOIN appraisal p ON p.id = w.subject_id
				 WHERE p.application_id = $1 AND w.closed_at IS NULL ORDER BY w.kind`,
				[subject]
			);
			return rows.map(({ kind }) => kind);
		},
		/** Calls whose reserve this person is asked to call up. */
		reservesOf: async (ctx: Context): Promise<readonly string[]> =>
			must(await readTasks(ctx)).waiting.flatMap(({ kind, target }) =>
				kind === 'call_up_reserve' ? [target] : []
			),
		async lastEntry() {
			const { rows } = await owner.query<Record<string, unknown>>(
				`SELECT e.action, e.outcome, e.refusal, e.object_id, d.content FROM audit_entry e
				 LEFT JOIN audit_detail d ON d.entry_id = e.id ORDER BY e.at DESC, e.id DESC LIMIT 1`
			);
			return rows[0];
		},
		async approveOf(applicationId: string): Promise<void> {
			const appraisalId = await appraisalOf(applicationId);
			const seenHash = must(await readAppraisal(world.clerk, appraisalId)).hash ?? '';
			must(await prepareAppraisal(world.clerk, { appraisalId, seenHash }));
			must(await verifyAppraisal(world.head, { appraisalId, seenHash }));
			must(await approveAppraisal(world.chief, { appraisalId, seenHash }));
		},
		/** The result is out: its decision, its letters, its money. */
		async issue(): Promise<void> {
			await world.approve();
			must(await issueResult(world.chief, { callCode: CODE, version: (await callRow()).version }));
		}
	};
}

export type SelectionAfter = Awaited<ReturnType<typeof openSelectionAfter>>;
