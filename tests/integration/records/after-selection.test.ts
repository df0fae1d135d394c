import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { rejectAppraisal } from '../../../src/lib/server/app/budgets/decide-rejection.ts';
import { reverseEntry } from '../../../src/lib/server/app/funds/reverse-entry.ts';
import { issueResult } from '../../../src/lib/server/app/records/issue-result.ts';
import { callUpReserve } from '../../../src/lib/server/app/selection/call-up-reserve.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { recordWithdrawal } from '../../../src/lib/server/app/selection/record-withdrawal.ts';
import type { SelectionChange } from '../../../src/lib/server/app/selection/change-selection.ts';
import { readTasks } from '../../../src/lib/server/app/tasks/read-tasks.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { calendarDate, vietnamDateOf } from '../../../src/lib/domain/shared/period.ts';
import type { CallDecision } from '../../../src/lib/domain/workflow/call-changes.ts';
import { formatDate } from '../../../src/lib/i18n/formats/dates.ts';
import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';
import { CODE, openResultWorld } from './result-world.ts';
import type { ResultWorld } from './result-world.ts';

let decision: CallDecision;
const WORDS = {
	reason: 'Đơn vị có văn bản xin rút',
	number: '301/QĐ-SKHCN'
};
let world: ResultWorld;
let officer: Context;
/** Chosen, and in reserve for the same task. */
let chosen: string;
let reserve: string;
beforeEach(async () => {
	world = await openResultWorld({ reserve: true });
	officer = await contextOf(world, world.officer);
	decision = { ...WORDS, on: vietnamDateOf(await world.app.db.read.clock.now()) };
	const states = await statesOf();
	chosen = idIn(states, 'in_appraisal');
	reserve = idIn(states, 'reserve');
});
afterEach(() => world.close());

async function statesOf(): Promise<readonly { id: string; state: string }[]> {
	const { rows } = await world.database.owner.query<{ id: string; state: string }>(
		'SELECT id, state FROM application WHERE call_id = $1',
		[world.call.id]
	);
	return rows;
}
const idIn = (rows: readonly { id: string; state: string }[], state: string): string =>
	rows.find((row) => row.state === state)?.id ?? '';
const stateOf = async (id: string) => (await statesOf()).find((row) => row.id === id)?.state;

const change = (applicationId: string, more: Partial<SelectionChange> = {}): SelectionChange => ({
	callCode: CODE,
	applicationId,
	decision,
	...more
});
const withdraw = (id = chosen, more: Partial<SelectionChange> = {}, ctx = officer) =>
	recordWithdrawal(ctx, change(id, more));
const callUp = (id = reserve, more: Partial<SelectionChange> = {}, ctx = officer) =>
	callUpReserve(ctx, change(id, more));

async function balance() {
	const { rows } = await world.database.owner.query<{ allocated: string; committed: string }>(
		'SELECT allocated, committed FROM fund_balance'
	);
	return rows[0];
}

async function postings() {
	const { rows } = await world.database.owner.query<{
		kind: string;
		account: string;
		amount: string;
		note: string;
	}>(
		`SELECT e.kind, t.account, t.amount, e.note FROM journal_entry e JOIN posting t ON t.entry_id = e.id
		 WHERE e.kind <> 'allocate' ORDER BY e.at, e.id, t.account`
	);
	return rows;
}

async function lettersTo(id: string) {
	const { rows } = await world.database.owner.query<{ subject: string; body: string }>(
		`SELECT subject, body FROM mail_message WHERE idempotency_key LIKE 'selection-%' AND application_id = $1`,
		[id]
	);
	return rows;
}

async function workKinds(subject: string): Promise<readonly string[]> {
	const { rows } = await world.database.owner.query<{ kind: string }>(
		`SELECT w.kind FROM work_item w JOIN appraisal p ON p.id = w.subject_id
		 WHERE p.application_id = $1 AND w.closed_at IS NULL ORDER BY w.kind`,
		[subject]
	);
	return rows.map(({ kind }) => kind);
}

/** Calls whose reserve this person is asked to call up. */
const reservesOf = async (ctx: Context): Promise<readonly string[]> =>
	must(await readTasks(ctx)).waiting.flatMap(({ kind, target }) =>
		kind === 'call_up_reserve' ? [target] : []
	);

async function lastEntry() {
	const { rows } = await world.database.owner.query<Record<string, unknown>>(
		`SELECT e.action, e.outcome, e.refusal, e.object_id, d.content FROM audit_entry e
		 LEFT JOIN audit_detail d ON d.entry_id = e.id ORDER BY e.at DESC, e.id DESC LIMIT 1`
	);
	return rows[0];
}

async function appraisalOf(applicationId: string): Promise<string> {
	return (await world.app.db.read.budgets.appraisalOf(applicationId))?.id ?? '';
}

describe('a chosen dossier withdraws', () => {
	it('before its approval: its appraisal ends, nobody waits for it, and it is told', async () => {
		expect(await workKinds(chosen)).not.toEqual([]);
		expect(must(await withdraw())).toEqual({ released: null });
		expect(await stateOf(chosen)).toBe('withdrawn');
		expect(await workKinds(chosen)).toEqual([]);
		const { appraisal } = must(await readAppraisal(world.clerk, await appraisalOf(chosen)));
		expect(appraisal.state).toBe('withdrawn');
		const [letter] = await lettersTo(chosen);
		expect(letter?.subject).toContain('Đã ghi nhận việc rút hồ sơ');
		expect(letter?.body).toContain(`số 301/QĐ-SKHCN ngày ${formatDate(decision.on, 'vi')}`);
		const timeline = await world.app.db.read.timeline.of(chosen, 'applicant');
		expect(timeline.find(({ kind }) => kind === 'withdrawal_recorded')?.params).toEqual({
			decision: decision.number,
			reason: decision.reason
		});
		expect(await lastEntry()).toMatchObject({
			action: 'record_withdrawal',
			outcome: 'done',
			object_id: chosen,
			content: {
				before: { state: 'in_appraisal' },
				after: { state: 'withdrawn', released: null, decision }
			}
		});
		// Nobody signs it any more.
		const seenHash = 'x';
		expect(said(await prepareAppraisal(world.clerk, { appraisalId: appraisal.id, seenHash }))).not.toBe('ok');
	});

	it('after its approval: the promise goes back by reversal, to the đồng, with the decision in the journal', async () => {
		await world.approve();
		const before = await balance();
		expect(Number(before?.committed)).toBeGreaterThan(0);
		const promised = BigInt(before?.committed ?? '0');
		expect(must(await withdraw())).toEqual({ released: promised });
		expect(await balance()).toEqual({ ...before, committed: '0' });
		expect(await postings()).toEqual([
			{ kind: 'commit', account: 'available', amount: String(-promised), note: '' },
			{ kind: 'commit', account: 'committed', amount: String(promised), note: '' },
			{
				kind: 'release',
				account: 'available',
				amount: String(promised),
				note: `${decision.number}: ${decision.reason}`
			},
			{
				kind: 'release',
				account: 'committed',
				amount: String(-promised),
				note: `${decision.number}: ${decision.reason}`
			}
		]);
	});

	it('is refused of one that was not chosen, twice, without a whole decision, and before and after its time', async () => {
		expect(said(await withdraw(reserve))).toBe('state_forbids');
		const bare = { reason: '', number: '', on: calendarDate('2099-01-01') };
		expect(said(await withdraw(chosen, { decision: bare }))).toEqual([
			'reason_missing',
			'call_decision_number_missing',
			'call_decision_ahead'
		]);
		const early = { ...decision, on: calendarDate('2020-01-01') };
		expect(said(await withdraw(chosen, { decision: early }))).toEqual(['selection_decision_early']);
		await world.approve();
		must(await issueResult(world.chief, { callCode: CODE, version: (await callRow()).version }));
		expect(said(await withdraw())).toBe('selection_change_forbidden');
		expect(said(await callUp())).toBe('selection_change_forbidden');
	});

	it('is the officer’s of the programme, and nobody’s for an own organisation', async () => {
		for (const ctx of [world.clerk, world.chief])
			expect(said(await withdraw(chosen, {}, ctx))).toBe('not_found');
		expect(said(await withdraw(chosen, { callCode: 'TASK-0' }))).toBe('not_found');
		const organisation = await world.app.db.read.applications.find(chosen);
		const tied = await contextOf(
			world,
			await insertPerson(world, 'Ksor Hà My', {
				grants: [
					{ role: 'science_officer', scopeType: 'programme', scopeId: 'TASK' },
					{ role: 'editor', scopeType: 'organisation', scopeId: organisation?.organisationId ?? '' }
				]
			})
		);
		expect(said(await withdraw(chosen, {}, tied))).toBe('tied_to_applicant');
	});

	it('is recorded once by two who press at the same time, and the promise is released once', async () => {
		await world.approve();
		const both = await Promise.all([withdraw(), withdraw()]);
		expect(both.map(said).sort()).toEqual(['ok', 'state_forbids']);
		expect(await balance()).toMatchObject({ committed: '0' });
		expect(await lettersTo(chosen)).toHaveLength(1);
	});

	it('against its approval: either it is approved and released, or never promised', async () => {
		const appraisalId = await appraisalOf(chosen);
		const seenHash = must(await readAppraisal(world.clerk, appraisalId)).hash ?? '';
		must(await prepareAppraisal(world.clerk, { appraisalId, seenHash }));
		must(await verifyAppraisal(world.head, { appraisalId, seenHash }));
		const [, gone] = await Promise.all([
			approveAppraisal(world.chief, { appraisalId, seenHash }),
			withdraw()
		]);
		expect(said(gone)).toBe('ok');
		expect(await stateOf(chosen)).toBe('withdrawn');
		const { rows } = await world.database.owner.query<{ committed: string | null }>(
			`SELECT sum(amount) AS committed FROM posting WHERE account = 'committed'`
		);
		expect(Number(rows[0]?.committed ?? 0)).toBe(0);
	});
});

async function callRow() {
	const call = await world.app.db.read.calls.findByCode(CODE);
	if (call === undefined) throw new Error('no call');
	return call;
}

describe('the reserve moves up', () => {
	it('for one that withdrew: letter, work, timeline, audit, and its appraisal begins', async () => {
		expect(await reservesOf(officer)).toEqual([]);
		must(await withdraw());
		expect(must(await readSelection(officer, CODE)).after).toMatchObject({
			next: { applicationId: reserve },
			why: null,
			mayChange: true
		});
		expect(await reservesOf(officer)).toEqual([CODE]);
		expect(await reservesOf(world.clerk)).toEqual([]);
		must(await callUp());
		expect(await reservesOf(officer)).toEqual([]);
		expect(await stateOf(reserve)).toBe('in_appraisal');
		expect(await workKinds(reserve)).toContain('appraise');
		const [letter] = await lettersTo(reserve);
		expect(letter?.subject).toContain('chuyển sang thẩm định kinh phí');
		const timeline = await world.app.db.read.timeline.of(reserve, 'applicant');
		expect(timeline.map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['reserve_called_up', 'appraisal_started'])
		);
		expect(await lastEntry()).toMatchObject({
			action: 'call_up_reserve',
			object_id: reserve,
			content: { before: { state: 'reserve' }, after: { state: 'recommended', decision } }
		});
		expect(must(await readSelection(officer, CODE)).after?.changes.map(({ kind }) => kind)).toEqual([
			'withdrawal',
			'call_up'
		]);
		await approveOf(reserve);
		expect(await stateOf(reserve)).toBe('approved');
		must(await issueResult(world.chief, { callCode: CODE, version: (await callRow()).version }));
		const { rows } = await world.database.owner.query<{ text: string }>(
			`SELECT convert_from(bytes, 'UTF8') AS text FROM official_record WHERE kind = 'result_letter' AND application_id = $1`,
			[reserve]
		);
		expect(rows[0]?.text).toContain('được phê duyệt hỗ trợ');
		expect(rows[0]?.text).not.toContain('Dự phòng khi đơn vị được chọn rút');
	});

	it('for one that got no money', async () => {
		const appraisalId = await appraisalOf(chosen);
		const seenHash = must(await readAppraisal(world.clerk, appraisalId)).hash ?? '';
		must(await prepareAppraisal(world.clerk, { appraisalId, seenHash }));
		must(await verifyAppraisal(world.head, { appraisalId, seenHash }));
		const { appraisal } = must(await readAppraisal(world.chief, appraisalId));
		must(
			await rejectAppraisal(world.chief, {
				appraisalId,
				version: appraisal.version,
				reason: 'Trùng nội dung'
			})
		);
		must(await callUp());
		expect(await stateOf(reserve)).toBe('in_appraisal');
	});

	it('is refused while all that was chosen stands, and once nobody is left', async () => {
		expect(said(await callUp())).toBe('reserve_nobody_fell');
		must(await withdraw());
		expect(said(await callUp(chosen))).toBe('reserve_not_next');
		must(await callUp());
		expect(said(await callUp())).toBe('reserve_none');
		expect(await lastEntry()).toMatchObject({ outcome: 'refused', refusal: 'reserve_none' });
	});

	it('is refused when the money does not reach so far, by one đồng', async () => {
		must(await withdraw());
		const { requested } = (await world.app.db.read.applications.find(reserve)) ?? {};
		await world.database.owner.query('UPDATE call SET envelope = $2 WHERE id = $1', [
			world.call.id,
			(requested ?? 0n) - 1n
		]);
		expect(said(await callUp())).toBe('reserve_over_envelope');
		await world.database.owner.query('UPDATE call SET envelope = $2 WHERE id = $1', [
			world.call.id,
			requested
		]);
		expect(said(await callUp())).toBe('ok');
	});

	it('is done once by two officers at the same time', async () => {
		must(await withdraw());
		const both = await Promise.all([callUp(), callUp()]);
		expect(both.map(said).sort()).toEqual(['ok', 'reserve_none']);
		const { rowCount } = await world.database.owner.query(
			'SELECT 1 FROM appraisal WHERE application_id = $1',
			[reserve]
		);
		expect(rowCount).toBe(1);
	});
});

async function approveOf(applicationId: string): Promise<void> {
	const appraisalId = await appraisalOf(applicationId);
	const seenHash = must(await readAppraisal(world.clerk, appraisalId)).hash ?? '';
	must(await prepareAppraisal(world.clerk, { appraisalId, seenHash }));
	must(await verifyAppraisal(world.head, { appraisalId, seenHash }));
	must(await approveAppraisal(world.chief, { appraisalId, seenHash }));
}

describe('in SQL, as the portal’s own account', () => {
	const move = (id: string, state: string) =>
		world.database.app.query('UPDATE application SET state = $2 WHERE id = $1', [id, state]);
	const keep = async (id: string, kind: string, on: string = decision.on) =>
		world.database.app.query(
			`INSERT INTO selection_change (id, selection_id, application_id, kind, reason, decision_no, decision_on, changed_by, changed_at)
			 SELECT gen_random_uuid(), s.id, $2, $3, 'x', '1', $4, gen_random_uuid(), app_now() FROM selection s WHERE s.call_id = $1`,
			[world.call.id, id, kind, on]
		);

	it('no dossier leaves or moves up without a decision', async () => {
		await expect(move(chosen, 'withdrawn')).rejects.toThrow(/changes by a decision/);
		await expect(move(reserve, 'recommended')).rejects.toThrow(/changes by a decision/);
		await expect(
			world.database.app.query(`UPDATE appraisal SET state = 'withdrawn' WHERE application_id = $1`, [chosen])
		).rejects.toThrow(/does not go from/);
	});

	it('no decision is kept of one that stands elsewhere, of a day to come, or while nobody fell', async () => {
		await expect(keep(reserve, 'withdrawal')).rejects.toThrow(/where this change begins/);
		await expect(keep(chosen, 'call_up')).rejects.toThrow(/where this change begins/);
		await expect(keep(chosen, 'withdrawal', '2099-01-01')).rejects.toThrow(/of a day to come/);
		await expect(keep(chosen, 'withdrawal', '2020-01-01')).rejects.toThrow(/stands already/);
		await expect(keep(reserve, 'call_up')).rejects.toThrow(/nobody moves up/);
	});

	it('nobody moves up beyond the money, before one that stands before it, or after the result', async () => {
		must(await withdraw());
		await world.database.owner.query('UPDATE call SET envelope = 1 WHERE id = $1', [world.call.id]);
		await expect(keep(reserve, 'call_up')).rejects.toThrow(/does not reach/);
		await world.database.owner.query('UPDATE call SET envelope = 3000000000 WHERE id = $1', [world.call.id]);
		await world.database.owner.query(`UPDATE application SET state = 'reserve' WHERE id = $1`, [chosen]);
		await expect(keep(reserve, 'call_up')).rejects.toThrow(/next in reserve/);
		await world.database.owner.query(`UPDATE call SET state = 'concluded' WHERE id = $1`, [world.call.id]);
		await expect(keep(reserve, 'call_up')).rejects.toThrow(/between its end and the result/);
	});

	it('a promise is released neither by hand nor by the verb of the source while its dossier stands', async () => {
		await world.approve();
		const { rows } = await world.database.owner.query<{ id: string }>(
			`SELECT id FROM journal_entry WHERE kind = 'commit'`
		);
		const entryId = rows[0]?.id ?? '';
		expect(said(await reverseEntry(world.head, { entryId, note: 'x' }))).toBe('commitment_stands');
		await expect(
			world.database.app.query(
				`INSERT INTO journal_entry (id, kind, idempotency_key, reverses, budget_year, by, at, note)
				 SELECT gen_random_uuid(), 'release', 'k', id, budget_year, by, app_now(), '' FROM journal_entry WHERE id = $1`,
				[entryId]
			)
		).rejects.toThrow(/stands as long as its dossier/);
	});

	it('what was decided is neither changed nor removed', async () => {
		must(await withdraw());
		await expect(world.database.app.query(`UPDATE selection_change SET reason = 'y'`)).rejects.toThrow(
			/permission denied/
		);
		await expect(world.database.owner.query('DELETE FROM selection_change')).rejects.toThrow(/append-only/);
	});
});
