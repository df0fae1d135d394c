import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { listPublishedResults } from '#lib/server/app/records/published-results.ts';
import { issueFurtherResult } from '../../../src/lib/server/app/records/issue-further-result.ts';
import { readCallResult } from '../../../src/lib/server/app/records/read-call-result.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { readTasks } from '../../../src/lib/server/app/tasks/read-tasks.ts';
import { said } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';
import { CODE } from './result-world.ts';
import { openSelectionAfter } from './selection-after.ts';
import type { SelectionAfter } from './selection-after.ts';

let world: SelectionAfter;
beforeEach(async () => {
	world = await openSelectionAfter();
});
afterEach(() => world.close());

describe('once the result is issued', () => {
	it('a winner withdraws: the promise goes back, it is told, and the reserve is called up', async () => {
		await world.issue();
		const { allocated, committed } = (await world.balance()) ?? {};
		expect(await world.reservesOf(world.officer)).toEqual([]);
		expect(must(await world.withdraw())).toEqual({ released: BigInt(committed ?? '0') });
		expect(await world.balance()).toEqual({ allocated, committed: '0' });
		expect((await world.postings()).map(({ kind, note }) => [kind, note])).toEqual([
			['commit', ''],
			['commit', ''],
			['release', `${world.decision.number}: ${world.decision.reason}`],
			['release', `${world.decision.number}: ${world.decision.reason}`]
		]);
		expect(await world.stateOf(world.chosen)).toBe('withdrawn');
		expect((await world.lettersTo(world.chosen)).map(({ subject }) => subject)).toEqual([
			expect.stringContaining('Đã ghi nhận việc rút hồ sơ')
		]);
		expect(await world.lastEntry()).toMatchObject({
			action: 'record_withdrawal',
			content: {
				before: { state: 'approved' },
				after: {
					state: 'withdrawn',
					released: committed,
					decision: world.decision,
					confirmation: { means: 'password' }
				}
			}
		});
		expect(await world.reservesOf(world.officer)).toEqual([CODE]);
		must(await world.callUp());
		expect(await world.reservesOf(world.officer)).toEqual([]);
		expect(await world.workKinds(world.reserve)).toContain('appraise');
		await world.approveOf(world.reserve);
		expect(await world.stateOf(world.reserve)).toBe('approved');
		expect((await world.balance())?.committed).not.toBe('0');
	});

	it('an approval is revoked: dossier and promise end, the organisation is told why, and the reserve is called up', async () => {
		await world.issue();
		expect(must(await world.revoke())).toMatchObject({ released: expect.any(BigInt) as bigint });
		expect(await world.balance()).toMatchObject({ committed: '0' });
		expect(await world.stateOf(world.chosen)).toBe('rejected');
		const { appraisal } = must(await readAppraisal(world.clerk, await world.appraisalOf(world.chosen)));
		expect(appraisal.state).toBe('withdrawn');
		const [letter] = await world.lettersTo(world.chosen);
		expect(letter?.subject).toContain('thôi được phê duyệt');
		expect(letter?.body).toContain(world.decision.reason);
		const timeline = await world.app.db.read.timeline.of(world.chosen, 'applicant');
		expect(timeline.find(({ kind }) => kind === 'approval_revoked')?.params).toEqual({
			decision: world.decision.number,
			reason: world.decision.reason
		});
		expect(await world.lastEntry()).toMatchObject({
			action: 'revoke_approval',
			object_id: world.chosen,
			content: { before: { state: 'approved' }, after: { state: 'rejected', decision: world.decision } }
		});
		expect(await world.reservesOf(world.officer)).toEqual([CODE]);
		expect(said(await world.revoke())).toBe('state_forbids');
		expect(said(await world.withdraw())).toBe('state_forbids');
	});

	it('one that moved up gets a decision of its own, which names the first, with its letter', async () => {
		await world.issue();
		const further = async (ctx = world.chief) =>
			issueFurtherResult(ctx, { callCode: CODE, version: (await world.callRow()).version });
		const awaited = async (): Promise<boolean> =>
			must(await readTasks(world.chief)).waiting.some(({ kind }) => kind === 'issue_result');
		expect(said(await further())).toBe('further_result_none');
		const published = async () =>
			must(
				await listPublishedResults(
					{ ...world.chief, actor: { kind: 'visitor' } },
					{ search: '', year: undefined, page: 1 }
				)
			).rows.map(({ left }) => left);
		expect(await published()).toEqual([false]);
		must(await world.withdraw());
		expect(await published()).toEqual([true]);
		must(await world.callUp());
		expect(said(await further())).toBe('further_result_none');
		await world.approveOf(world.reserve);
		expect(await awaited()).toBe(true);
		expect(said(await further(world.officer))).toBe('not_found');
		const view = must(await readCallResult(world.chief, CODE));
		expect(view.further.map(({ applicationId }) => applicationId)).toEqual([world.reserve]);
		expect(view.lines.map(({ state, leftBy }) => [state, leftBy?.number])).toEqual([
			['withdrawn', world.decision.number],
			['approved', undefined]
		]);
		expect(view.total).toBe(BigInt((await world.balance())?.committed ?? '0'));
		const both = await Promise.all([further(), further()]);
		expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
		expect(await awaited()).toBe(false);
		const { rows } = await world.database.owner.query<{
			kind: string;
			number_text: string;
			published: boolean;
			text: string;
		}>(
			`SELECT kind, number_text, published, convert_from(bytes, 'UTF8') AS text FROM official_record
			 WHERE kind IN ('decision', 'result_letter') ORDER BY issued_at, id`
		);
		expect(rows.map(({ kind, number_text, published }) => [kind, number_text, published])).toEqual([
			['decision', '01/QĐ-SKHCN', true],
			['result_letter', '01/TB-SKHCN', false],
			['result_letter', '02/TB-SKHCN', false],
			['decision', '02/QĐ-SKHCN', true],
			['result_letter', '03/TB-SKHCN', false]
		]);
		expect(rows[3]?.text).toContain('Phê duyệt bổ sung');
		expect(rows[3]?.text).toContain('Căn cứ Quyết định số 01/QĐ-SKHCN ngày');
		expect(rows[4]?.text).toContain('được phê duyệt hỗ trợ');
		const mailed = await world.database.owner.query<{ body: string }>(
			`SELECT body FROM mail_message WHERE idempotency_key LIKE $1`,
			[`result:${world.reserve}:03/TB-SKHCN%`]
		);
		expect(mailed.rows).toHaveLength(1);
		const timeline = await world.app.db.read.timeline.of(world.reserve, 'applicant');
		expect(timeline.filter(({ kind }) => kind === 'result_approved').map(({ params }) => params)).toEqual([
			{ decision: '02/QĐ-SKHCN' }
		]);
		const { rows: entries } = await world.database.owner.query(
			`SELECT d.content FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.action = 'issue_further_result' AND e.outcome = 'done'`
		);
		expect(entries).toEqual([
			{
				content: {
					before: { decision: '01/QĐ-SKHCN' },
					after: { decision: '02/QĐ-SKHCN', applications: [world.reserve] }
				}
			}
		]);
	});

	it('its page counts what each dossier holds now', async () => {
		await world.issue();
		const before = must(await readSelection(world.officer, CODE));
		const held = async () =>
			must(await readSelection(world.officer, CODE)).lines.flatMap(({ now }) => now?.held ?? []);
		expect(await held()).toEqual([BigInt((await world.balance())?.committed ?? '0')]);
		must(await world.withdraw());
		const { lines, after } = must(await readSelection(world.officer, CODE));
		expect(await held()).toEqual([]);
		expect(after?.left).toBe(before.call.envelope);
		expect(lines.map(({ now }) => [now?.standing, now?.mark])).toEqual([
			['fell', 'withdrawn'],
			['waits', null]
		]);
		must(await world.callUp());
		const moved = must(await readSelection(world.officer, CODE)).lines.find(
			({ applicationId }) => applicationId === world.reserve
		);
		expect(moved?.now).toEqual({ standing: 'holds', mark: 'moved_up', held: moved?.requested });
	});
});

describe('an approval is revoked', () => {
	it('only of what was approved, and by nobody else than the officer', async () => {
		expect(said(await world.revoke())).toBe('state_forbids');
		expect(said(await world.revoke(world.reserve))).toBe('state_forbids');
		await world.approve();
		for (const ctx of [world.clerk, world.chief])
			expect(said(await world.revoke(world.chosen, {}, ctx))).toBe('not_found');
		expect(said(await world.revoke())).toBe('ok');
	});
});
