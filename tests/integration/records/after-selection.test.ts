import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { rejectAppraisal } from '../../../src/lib/server/app/budgets/decide-rejection.ts';
import { reverseEntry } from '../../../src/lib/server/app/funds/reverse-entry.ts';
import { issueResult } from '../../../src/lib/server/app/records/issue-result.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { calendarDate } from '../../../src/lib/domain/shared/period.ts';
import { formatDate } from '../../../src/lib/i18n/formats/dates.ts';
import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';
import { CODE } from './result-world.ts';
import { openSelectionAfter } from './selection-after.ts';
import type { SelectionAfter } from './selection-after.ts';

let world: SelectionAfter;
beforeEach(async () => {
	world = await openSelectionAfter();
});
afterEach(() => world.close());

describe('a chosen dossier withdraws', () => {
	it('before its approval: its appraisal ends, nobody waits for it, and it is told', async () => {
		expect(await world.workKinds(world.chosen)).not.toEqual([]);
		expect(must(await world.withdraw())).toEqual({ released: null });
		expect(await world.stateOf(world.chosen)).toBe('withdrawn');
		expect(await world.workKinds(world.chosen)).toEqual([]);
		const { appraisal } = must(await readAppraisal(world.clerk, await world.appraisalOf(world.chosen)));
		expect(appraisal.state).toBe('withdrawn');
		const [letter] = await world.lettersTo(world.chosen);
		expect(letter?.subject).toContain('Đã ghi nhận việc rút hồ sơ');
		expect(letter?.body).toContain(`số 301/QĐ-SKHCN ngày ${formatDate(world.decision.on, 'vi')}`);
		const timeline = await world.app.db.read.timeline.of(world.chosen, 'applicant');
		expect(timeline.find(({ kind }) => kind === 'withdrawal_recorded')?.params).toEqual({
			decision: world.decision.number,
			reason: world.decision.reason
		});
		expect(await world.lastEntry()).toMatchObject({
			action: 'record_withdrawal',
			outcome: 'done',
			object_id: world.chosen,
			content: {
				before: { state: 'in_appraisal' },
				after: { state: 'withdrawn', released: null, decision: world.decision }
			}
		});
		// Nobody signs it any more.
		const seenHash = 'x';
		expect(said(await prepareAppraisal(world.clerk, { appraisalId: appraisal.id, seenHash }))).not.toBe('ok');
	});

	it('after its approval: the promise goes back by reversal, to the đồng, with the decision in the journal', async () => {
		await world.approve();
		const before = await world.balance();
		expect(Number(before?.committed)).toBeGreaterThan(0);
		const promised = BigInt(before?.committed ?? '0');
		expect(must(await world.withdraw())).toEqual({ released: promised });
		expect(await world.balance()).toEqual({ ...before, committed: '0' });
		expect(await world.postings()).toEqual([
			{ kind: 'commit', account: 'available', amount: String(-promised), note: '' },
			{ kind: 'commit', account: 'committed', amount: String(promised), note: '' },
			{
				kind: 'release',
				account: 'available',
				amount: String(promised),
				note: `${world.decision.number}: ${world.decision.reason}`
			},
			{
				kind: 'release',
				account: 'committed',
				amount: String(-promised),
				note: `${world.decision.number}: ${world.decision.reason}`
			}
		]);
	});

	it('is refused of one that was not chosen, without a whole decision, and of a decision before its time', async () => {
		expect(said(await world.withdraw(world.reserve))).toBe('state_forbids');
		const bare = { reason: '', number: '', on: calendarDate('2099-01-01') };
		expect(said(await world.withdraw(world.chosen, { decision: bare }))).toEqual([
			'reason_missing',
			'call_decision_number_missing',
			'call_decision_ahead'
		]);
		const early = { ...world.decision, on: calendarDate('2020-01-01') };
		expect(said(await world.withdraw(world.chosen, { decision: early }))).toEqual([
			'selection_decision_early'
		]);
		await world.database.owner.query(`UPDATE call SET state = 'selecting' WHERE id = $1`, [world.call.id]);
		expect(said(await world.withdraw())).toBe('selection_change_forbidden');
		expect(said(await world.callUp())).toBe('selection_change_forbidden');
	});

	it('is the officer’s of the programme, and nobody’s for an own organisation', async () => {
		for (const ctx of [world.clerk, world.chief])
			expect(said(await world.withdraw(world.chosen, {}, ctx))).toBe('not_found');
		expect(said(await world.withdraw(world.chosen, { callCode: 'TASK-0' }))).toBe('not_found');
		const organisation = await world.app.db.read.applications.find(world.chosen);
		const tied = await contextOf(
			world,
			await insertPerson(world, 'Ksor Hà My', {
				grants: [
					{ role: 'science_officer', scopeType: 'programme', scopeId: 'TASK' },
					{ role: 'editor', scopeType: 'organisation', scopeId: organisation?.organisationId ?? '' }
				]
			})
		);
		expect(said(await world.withdraw(world.chosen, {}, tied))).toBe('tied_to_applicant');
	});

	it('is recorded once by two who press at the same time, and the promise is released once', async () => {
		await world.approve();
		const both = await Promise.all([world.withdraw(), world.withdraw()]);
		expect(both.map(said).sort()).toEqual(['ok', 'state_forbids']);
		expect(await world.balance()).toMatchObject({ committed: '0' });
		expect(await world.lettersTo(world.chosen)).toHaveLength(1);
	});

	it('against its approval: either it is approved and released, or never promised', async () => {
		const appraisalId = await world.appraisalOf(world.chosen);
		const seenHash = must(await readAppraisal(world.clerk, appraisalId)).hash ?? '';
		must(await prepareAppraisal(world.clerk, { appraisalId, seenHash }));
		must(await verifyAppraisal(world.head, { appraisalId, seenHash }));
		const [, gone] = await Promise.all([
			approveAppraisal(world.chief, { appraisalId, seenHash }),
			world.withdraw()
		]);
		expect(said(gone)).toBe('ok');
		expect(await world.stateOf(world.chosen)).toBe('withdrawn');
		const { rows } = await world.database.owner.query<{ committed: string | null }>(
			`SELECT sum(amount) AS committed FROM posting WHERE account = 'committed'`
		);
		expect(Number(rows[0]?.committed ?? 0)).toBe(0);
	});
});

describe('the reserve moves up', () => {
	it('for one that withdrew: letter, work, timeline, audit, and its appraisal begins', async () => {
		expect(await world.reservesOf(world.officer)).toEqual([]);
		must(await world.withdraw());
		expect(must(await readSelection(world.officer, CODE)).after).toMatchObject({
			next: { applicationId: world.reserve },
			why: null,
			mayChange: true
		});
		expect(await world.reservesOf(world.officer)).toEqual([CODE]);
		expect(await world.reservesOf(world.clerk)).toEqual([]);
		must(await world.callUp());
		expect(await world.reservesOf(world.officer)).toEqual([]);
		expect(await world.stateOf(world.reserve)).toBe('in_appraisal');
		expect(await world.workKinds(world.reserve)).toContain('appraise');
		const [letter] = await world.lettersTo(world.reserve);
		expect(letter?.subject).toContain('chuyển sang thẩm định kinh phí');
		const timeline = await world.app.db.read.timeline.of(world.reserve, 'applicant');
		expect(timeline.map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['reserve_called_up', 'appraisal_started'])
		);
		expect(await world.lastEntry()).toMatchObject({
			action: 'call_up_reserve',
			object_id: world.reserve,
			content: { before: { state: 'reserve' }, after: { state: 'recommended', decision: world.decision } }
		});
		expect(must(await readSelection(world.officer, CODE)).after?.changes.map(({ kind }) => kind)).toEqual([
			'withdrawal',
			'call_up'
		]);
		await world.approveOf(world.reserve);
		expect(await world.stateOf(world.reserve)).toBe('approved');
		must(await issueResult(world.chief, { callCode: CODE, version: (await world.callRow()).version }));
		const { rows } = await world.database.owner.query<{ text: string }>(
			`SELECT convert_from(bytes, 'UTF8') AS text FROM official_record WHERE kind = 'result_letter' AND application_id = $1`,
			[world.reserve]
		);
		expect(rows[0]?.text).toContain('được phê duyệt hỗ trợ');
		expect(rows[0]?.text).not.toContain('Dự phòng khi đơn vị được chọn rút');
	});

	it('for one that got no money', async () => {
		const appraisalId = await world.appraisalOf(world.chosen);
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
		must(await world.callUp());
		expect(await world.stateOf(world.reserve)).toBe('in_appraisal');
	});

	it('is refused while all that was chosen stands, and once nobody is left', async () => {
		expect(said(await world.callUp())).toBe('reserve_nobody_fell');
		must(await world.withdraw());
		expect(said(await world.callUp(world.chosen))).toBe('reserve_not_next');
		must(await world.callUp());
		expect(said(await world.callUp())).toBe('reserve_none');
		expect(await world.lastEntry()).toMatchObject({ outcome: 'refused', refusal: 'reserve_none' });
	});

	it('is refused when the money does not reach so far, by one đồng', async () => {
		must(await world.withdraw());
		const { requested } = (await world.app.db.read.applications.find(world.reserve)) ?? {};
		await world.database.owner.query('UPDATE call SET envelope = $2 WHERE id = $1', [
			world.call.id,
			(requested ?? 0n) - 1n
		]);
		expect(said(await world.callUp())).toBe('reserve_over_envelope');
		await world.database.owner.query('UPDATE call SET envelope = $2 WHERE id = $1', [
			world.call.id,
			requested
		]);
		expect(said(await world.callUp())).toBe('ok');
	});

	it('is done once by two officers at the same time', async () => {
		must(await world.withdraw());
		const both = await Promise.all([world.callUp(), world.callUp()]);
		expect(both.map(said).sort()).toEqual(['ok', 'reserve_none']);
		const { rowCount } = await world.database.owner.query(
			'SELECT 1 FROM appraisal WHERE application_id = $1',
			[world.reserve]
		);
		expect(rowCount).toBe(1);
	});
});

describe('in SQL, as the portal’s own account', () => {
	const move = (id: string, state: string) =>
		world.database.app.query('UPDATE application SET state = $2 WHERE id = $1', [id, state]);
	const keep = async (id: string, kind: string, on: string = world.decision.on) =>
		world.database.app.query(
			`INSERT INTO selection_change (id, selection_id, application_id, kind, reason, decision_no, decision_on, changed_by, changed_at)
			 SELECT gen_random_uuid(), s.id, $2, $3, 'x', '1', $4, gen_random_uuid(), app_now() FROM selection s WHERE s.call_id = $1`,
			[world.call.id, id, kind, on]
		);

	it('no dossier leaves or moves up without a decision', async () => {
		await expect(move(world.chosen, 'withdrawn')).rejects.toThrow(/changes by a decision/);
		await world.database.owner.query(`UPDATE application SET state = 'approved' WHERE id = $1`, [
			world.chosen
		]);
		await expect(move(world.chosen, 'rejected')).rejects.toThrow(/changes by a decision/);
		await expect(move(world.reserve, 'recommended')).rejects.toThrow(/changes by a decision/);
		await expect(
			world.database.app.query(`UPDATE appraisal SET state = 'withdrawn' WHERE application_id = $1`, [
				world.chosen
			])
		).rejects.toThrow(/does not go from/);
	});

	it('no decision is kept of one that stands elsewhere, of a day to come, or while nobody fell', async () => {
		await expect(keep(world.reserve, 'withdrawal')).rejects.toThrow(/where this change begins/);
		await expect(keep(world.chosen, 'call_up')).rejects.toThrow(/where this change begins/);
		await expect(keep(world.chosen, 'revocation')).rejects.toThrow(/where this change begins/);
		await expect(keep(world.chosen, 'withdrawal', '2099-01-01')).rejects.toThrow(/of a day to come/);
		await expect(keep(world.chosen, 'withdrawal', '2020-01-01')).rejects.toThrow(/stands already/);
		await expect(keep(world.reserve, 'call_up')).rejects.toThrow(/nobody moves up/);
	});

	it('nobody moves up beyond the money, before one that stands before it, or before the selection is closed', async () => {
		must(await world.withdraw());
		await world.database.owner.query('UPDATE call SET envelope = 1 WHERE id = $1', [world.call.id]);
		await expect(keep(world.reserve, 'call_up')).rejects.toThrow(/does not reach/);
		await world.database.owner.query('UPDATE call SET envelope = 3000000000 WHERE id = $1', [world.call.id]);
		await world.database.owner.query(`UPDATE application SET state = 'reserve' WHERE id = $1`, [
			world.chosen
		]);
		await expect(keep(world.reserve, 'call_up')).rejects.toThrow(/next in reserve/);
		await world.database.owner.query(`UPDATE call SET state = 'selecting' WHERE id = $1`, [world.call.id]);
		await expect(keep(world.reserve, 'call_up')).rejects.toThrow(/once it is closed/);
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
		must(await world.withdraw());
		await expect(world.database.app.query(`UPDATE selection_change SET reason = 'y'`)).rejects.toThrow(
			/permission denied/
		);
		await expect(world.database.owner.query('DELETE FROM selection_change')).rejects.toThrow(/append-only/);
	});
});
