import { CONTACT } from './call-world.ts';
import { NO_CONTACT } from '../../../src/lib/domain/workflow/call-contact.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApplication } from '../../../src/lib/server/app/applications/read-application.ts';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import { cancelCall } from '../../../src/lib/server/app/calls/cancel-call.ts';
import { correctCall } from '../../../src/lib/server/app/calls/correct-call.ts';
import { listPublicCalls, readPublicCall } from '../../../src/lib/server/app/calls/public-calls.ts';
import { readCallChanges } from '../../../src/lib/server/app/calls/read-call-changes.ts';
import { openDossiers } from '../../../src/lib/server/app/intake/open-dossiers.ts';
import { readOfficeApplication } from '../../../src/lib/server/app/intake/read-office-application.ts';
import { ALL_DECLARED, submitted, versionOf, wholeDraft } from '../applications/application-world.ts';
import { must } from '../applications/filled-dossier.ts';
import { moveClock, said, stateOf } from '../intake/world.ts';
import { callOf, DECISION, lastEntry, lettersOf, openChangeWorld, workOn } from './change-world.ts';
import type { ChangeWorld } from './change-world.ts';

let world: ChangeWorld;
beforeEach(async () => {
	world = await openChangeWorld();
	await world.database.owner.query('UPDATE call SET envelope = 500000000 WHERE id = $1', [world.call.id]);
});
afterEach(() => world.close());

const visitor = () => ({ ...world.officer, actor: { kind: 'visitor' } }) as const;

describe('a correction', () => {
	async function correct(
		more: Partial<Parameters<typeof correctCall>[1]['to']>,
		ctx = world.officer,
		seen?: number
	) {
		const { code, version, title, summary, contact, envelope } = await callOf(world);
		const to = { title, summary, contact, envelope, ...more };
		return correctCall(ctx, { code, version: seen ?? version, to, decision: DECISION });
	}

	it('is public with what differs, told to all who applied, and the task is called as the call is', async () => {
		const id = await submitted(world);
		const title = { vi: 'Đợt hỗ trợ đảm bảo đo lường' };
		const summary = { vi: 'Đầu mối liên hệ: 0269 3 824 555' };
		must(await correct({ title, summary, envelope: 600_000_000n }));
		expect(await callOf(world)).toMatchObject({ title, summary, envelope: 600_000_000n });
		expect(await world.app.db.read.calls.lots(world.call.id)).toMatchObject([{ title }]);
		const differs = {
			before: { titleVi: 'Đợt thử', summaryVi: '', envelope: '500000000' },
			after: { titleVi: title.vi, summaryVi: summary.vi, envelope: '600000000' }
		};
		expect(must(await readPublicCall(visitor(), 'MAP-2026-02')).changes).toMatchObject([
			{ kind: 'correction', decision: DECISION, ...differs }
		]);
		const [letter] = await lettersOf(world);
		expect(letter?.subject).toContain('Sửa nội dung đợt MAP-2026-02');
		expect(letter?.body.replaceAll('\u00a0', ' ')).toContain(
			'600.000.000 đồng (trước đây: 500.000.000 đồng)'
		);
		expect(letter?.application_id).toBe(id);
		const kinds = (await world.app.db.read.timeline.of(id, 'office')).map(({ kind }) => kind);
		expect(kinds).toContain('call_corrected');
		expect(await lastEntry(world)).toMatchObject({
			action: 'correct_call',
			outcome: 'done',
			content: { before: differs.before, after: { ...differs.after, decision: DECISION } }
		});
	});

	it('names whom one asks: on the public page, in the letters from then on, and never in part', async () => {
		await submitted(world);
		expect(said(await correct({ contact: { ...CONTACT, hours: { vi: '' } } }))).toEqual([
			'call_contact_hours_missing'
		]);
		must(await correct({ contact: CONTACT }));
		const shown = must(await readPublicCall(visitor(), 'MAP-2026-02'));
		expect(shown.call.contact).toEqual(CONTACT);
		expect(shown.changes[0]?.after).toMatchObject({
			contactPhone: CONTACT.phone,
			contactPerson: CONTACT.person
		});
		expect((await lettersOf(world))[0]?.body).toContain(
			'Cần hỏi về đợt này: Siu Thị Hà, điện thoại 0269 382 4555, thư điện tử ha@chuan.test'
		);
		expect(said(await correct({ contact: NO_CONTACT }))).toContain('call_contact_person_missing');
		await expect(
			world.database.app.query(`UPDATE call SET contact_phone = '+84905123456' WHERE id = $1`, [
				world.call.id
			])
		).rejects.toThrow('the call is published');
	});

	it('is refused with less money, without a difference, without a name, and once the selection began', async () => {
		expect(said(await correct({ envelope: 499_999_999n }))).toEqual(['call_envelope_lower']);
		expect(said(await correct({}))).toEqual(['call_correction_empty']);
		expect(said(await correct({ title: { vi: '' } }))).toEqual(['call_title_missing']);
		expect(said(await correct({ envelope: 600_000_000n }, world.elsewhere))).toBe('not_found');
		expect(said(await correct({ envelope: 600_000_000n }, world.officer, 0))).toBe('stale_version');
		await world.database.owner.query(`UPDATE call SET state = 'selecting' WHERE id = $1`, [world.call.id]);
		expect(said(await correct({ envelope: 600_000_000n }))).toEqual(['call_change_forbidden']);
		expect(await lettersOf(world)).toEqual([]);
	});

	it.each([
		[
			'its definition, with conditions, documents, criteria and threshold',
			'definition_id = gen_random_uuid()'
		],
		['when it opens', `opens_at = opens_at - interval '1 day'`],
		['its source of money', 'fund_source_id = gen_random_uuid()'],
		['its end', `closes_at = closes_at + interval '1 day'`],
		['less money', 'envelope = 1']
	])('reaches none of: %s', async (_what, change) => {
		await decide('correction');
		const reached = world.database.app.query(
			`UPDATE call SET ${change}, version = version + 1 WHERE id = '${world.call.id}'`
		);
		await expect(reached).rejects.toThrow(/the call is published|only grows/);
	});

	it('is not made in SQL without its decision, and renames no task besides', async () => {
		const rename = (table: string, id: string) =>
			world.database.app.query(`UPDATE ${table} SET title_vi = 'Khác' WHERE id = $1`, [id]);
		await expect(rename('call', world.call.id)).rejects.toThrow(/the call is published/);
		const lot = world.call.lots['MAP'] ?? '';
		await expect(rename('lot', lot)).rejects.toThrow(/the call is published/);
		must(await correct({ envelope: 600_000_000n }));
		await expect(rename('lot', lot)).rejects.toThrow(/the call is published/);
	});
});

describe('a cancellation', () => {
	async function cancel(ctx = world.officer, more: Partial<Parameters<typeof cancelCall>[1]> = {}) {
		const { code, version } = await callOf(world);
		return cancelCall(ctx, { code, version, decision: DECISION, ...more });
	}

	it('ends the call and leaves sealed dossiers to their owners, with letters, timeline, work and audit', async () => {
		const id = await submitted(world);
		expect((await workOn(world, id)).map(({ kind }) => kind)).toContain('open_dossiers');
		must(await cancel());
		expect((await callOf(world)).state).toBe('cancelled');
		expect((await stateOf(world, id)).state).toBe('submitted');
		expect(await workOn(world, id)).toEqual([]);
		expect(await workOn(world, world.call.id)).toEqual([]);
		expect(must(await readApplication(world.editor, id)).of.call.state).toBe('cancelled');
		expect(said(await readOfficeApplication(world.officer, id))).toBe('not_found');
		const letters = await lettersOf(world);
		expect(letters.map(({ subject }) => subject)).toEqual(
			Array(2).fill(expect.stringContaining('Đợt MAP-2026-02 đã bị hủy'))
		);
		expect(letters[0]?.body).toContain(DECISION.reason);
		const timeline = await world.app.db.read.timeline.of(id, 'applicant');
		expect(timeline.find(({ kind }) => kind === 'call_cancelled')?.params).toMatchObject({
			decision: DECISION.number,
			reason: DECISION.reason
		});
		expect(must(await readPublicCall(visitor(), 'MAP-2026-02'))).toMatchObject({
			call: { state: 'cancelled', window: 'over' },
			cancellation: { decision: DECISION }
		});
		expect(must(await listPublicCalls(visitor(), { standing: 'all', search: '', page: 1 })).total).toBe(0);
		expect(await lastEntry(world)).toMatchObject({
			action: 'cancel_call',
			outcome: 'done',
			content: { before: { state: 'published' }, after: { state: 'cancelled', decision: DECISION } }
		});
	});

	it('takes no more submissions and opens nothing', async () => {
		const id = await wholeDraft(world);
		must(await cancel());
		const version = await versionOf(world, id);
		expect(
			said(await submitApplication(world.representative, { id, version, declarations: ALL_DECLARED }))
		).toBe('window_closed');
		await moveClock(world, 25);
		const call = await callOf(world);
		expect(said(await openDossiers(world.officer, { callCode: call.code, version: call.version }))).toBe(
			'state_forbids'
		);
		expect(must(await readCallChanges(world.officer, call.code)).may).toEqual({
			window: false,
			extend: false,
			correct: false,
			cancel: false,
			again: true
		});
	});

	it('is refused without a decision, twice, after the opening, of a draft, and to others', async () => {
		expect(said(await cancel(world.elsewhere))).toBe('not_found');
		expect(said(await cancel(world.representative))).toBe('not_found');
		expect(said(await cancel(world.officer, { decision: { ...DECISION, reason: '', number: '' } }))).toEqual([
			'reason_missing',
			'call_decision_number_missing'
		]);
		expect(said(await cancel(world.officer, { version: 0 }))).toBe('stale_version');
		const both = await Promise.all([cancel(), cancel()]);
		expect(both.map(said).sort()).toEqual(['call_change_forbidden', 'ok']);
		for (const state of ['opened', 'concluded']) {
			await world.database.owner.query('UPDATE call SET state = $2 WHERE id = $1', [world.call.id, state]);
			expect(said(await cancel())).toBe('call_change_forbidden');
		}
		await world.database.owner.query(`UPDATE call SET state = 'draft', published_at = NULL WHERE id = $1`, [
			world.call.id
		]);
		expect(said(await cancel())).toBe('call_change_forbidden');
	});

	it('is not made in SQL without its decision', async () => {
		const cancelled = world.database.app.query(`UPDATE call SET state = 'cancelled' WHERE id = $1`, [
			world.call.id
		]);
		await expect(cancelled).rejects.toThrow(/cancelled by a decision/);
	});
});

async function decide(kind: string): Promise<void> {
	const { id, version } = await callOf(world);
	await world.database.app.query(
		`INSERT INTO call_change (id, call_id, version, kind, reason, decision_no, decision_on, before, after, changed_by, changed_at)
		 VALUES (gen_random_uuid(), $1, $2, $3, 'x', '1', '2026-11-20', '{}', '{}', gen_random_uuid(), app_now())`,
		[id, version + 1, kind]
	);
}
