import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extendCall } from '../../../src/lib/server/app/calls/extend-call.ts';
import { readCallChanges } from '../../../src/lib/server/app/calls/read-call-changes.ts';
import { readPublicCall } from '../../../src/lib/server/app/calls/public-calls.ts';
import { openDossiers } from '../../../src/lib/server/app/intake/open-dossiers.ts';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import { ALL_DECLARED, draft, submitted, versionOf, wholeDraft } from '../applications/application-world.ts';
import { must } from '../applications/filled-dossier.ts';
import { moveClock, said } from '../intake/world.ts';
import { callOf, DECISION, lastEntry, lettersOf, openChangeWorld, workOn } from './change-world.ts';
import type { ChangeWorld } from './change-world.ts';

const HOUR = 3_600_000;
let world: ChangeWorld;
beforeEach(async () => {
	world = await openChangeWorld();
});
afterEach(() => world.close());

async function extend(
	hours: number,
	more: Partial<Parameters<typeof extendCall>[1]> = {},
	ctx = world.officer
) {
	const { code, version, closesAt } = await callOf(world);
	return extendCall(ctx, {
		code,
		version,
		closesAt: new Date(closesAt.getTime() + hours * HOUR),
		decision: DECISION,
		...more
	});
}

const submit = async (id: string) =>
	submitApplication(world.representative, {
		id,
		version: await versionOf(world, id),
		declarations: ALL_DECLARED
	});

async function waitingForLocks(): Promise<number> {
	const { rows } = await world.database.owner.query<{ n: number }>(
		`SELECT count(DISTINCT pid)::int AS n FROM pg_locks WHERE NOT granted`
	);
	return rows[0]?.n ?? 0;
}

describe('an extension', () => {
	it('moves the end for everybody: window, work, letters, timelines, public page, audit', async () => {
		const id = await wholeDraft(world);
		const { closesAt: before } = await callOf(world);
		must(await extend(48));
		const after = new Date(before.getTime() + 48 * HOUR);
		expect((await callOf(world)).closesAt).toEqual(after);
		expect(await workOn(world, id)).toEqual([{ kind: 'finish_draft', due: after, until: after }]);

		const letters = await lettersOf(world);
		expect(letters).toHaveLength(2);
		for (const letter of letters) {
			expect(letter).toMatchObject({
				subject: expect.stringContaining('Gia hạn nộp hồ sơ đợt MAP-2026-02') as string,
				application_id: id
			});
			expect(letter.body).toContain('số 125/QĐ-SKHCN ngày 20/11/2026');
			expect(letter.body).toContain(DECISION.reason);
		}
		const timeline = await world.app.db.read.timeline.of(id, 'applicant');
		expect(timeline.map(({ kind, params }) => [kind, params['until']])).toContainEqual([
			'call_extended',
			after.toISOString()
		]);
		const visitor = { ...world.officer, actor: { kind: 'visitor' } } as const;
		expect(must(await readPublicCall(visitor, 'MAP-2026-02')).extension).toMatchObject({
			decision: DECISION,
			before: { closesAt: before.toISOString() },
			after: { closesAt: after.toISOString() }
		});
		expect(await lastEntry(world)).toMatchObject({
			action: 'extend_call',
			outcome: 'done',
			object_id: world.call.id,
			content: {
				before: { closesAt: before.toISOString() },
				after: { closesAt: after.toISOString(), decision: DECISION }
			}
		});
		// What would have been late by the old end is in time.
		await moveClock(world, 25);
		expect(said(await submit(id))).toBe('ok');
		const { version } = await callOf(world);
		expect(said(await openDossiers(world.officer, { callCode: 'MAP-2026-02', version }))).toBe(
			'window_not_over'
		);
	});

	it('is refused to the end that stands and to an earlier one, and leaves what stands', async () => {
		const before = await callOf(world);
		for (const hours of [0, -1, -30]) expect(said(await extend(hours))).toEqual(['call_extension_not_later']);
		expect(await callOf(world)).toEqual(before);
		expect(await lettersOf(world)).toEqual([]);
		expect(await lastEntry(world)).toMatchObject({ outcome: 'refused', refusal: 'call_change_incomplete' });
	});

	it('is refused once the call has closed', async () => {
		await moveClock(world, 24);
		expect(said(await extend(48))).toEqual(['call_extension_over']);
		expect(must(await readCallChanges(world.officer, 'MAP-2026-02')).may.extend).toBe(false);
	});

	it.each([
		['to a later end, once the call has closed', 24, 1, /a call is extended before it closes/],
		['to an earlier end', 0, -1, /a call is only extended/]
	])('is refused by the database, whatever was decided: %s', async (_what, passed, hours, reason) => {
		await moveClock(world, passed);
		const { id, version, closesAt } = await callOf(world);
		await world.database.app.query(
			`INSERT INTO call_change (id, call_id, version, kind, reason, decision_no, decision_on, before, after, changed_by, changed_at)
			 VALUES (gen_random_uuid(), $1, $2, 'extension', 'x', '1', '2026-11-20', '{}', '{}', gen_random_uuid(), app_now())`,
			[id, version + 1]
		);
		await expect(moveTo(new Date(closesAt.getTime() + hours * HOUR))).rejects.toThrow(reason);
	});

	it('is not made in SQL without its decision, nor is a decision changed', async () => {
		const { closesAt } = await callOf(world);
		await expect(moveTo(new Date(closesAt.getTime() + HOUR))).rejects.toThrow(/the call is published/);
		must(await extend(1));
		await expect(world.database.app.query(`UPDATE call_change SET reason = 'khác'`)).rejects.toThrow(
			/permission denied|append-only/
		);
		await expect(world.database.owner.query(`DELETE FROM call_change`)).rejects.toThrow(/append-only/);
		await expect(moveTo(new Date(closesAt.getTime() + 9 * HOUR))).rejects.toThrow(/the call is published/);
	});

	it('is the officer’s of the programme, with a whole decision, of the call as it was seen', async () => {
		for (const ctx of [world.representative, world.elsewhere])
			expect(said(await extend(5, {}, ctx))).toBe('not_found');
		expect(said(await extend(5, { code: 'MAP-0' }))).toBe('not_found');
		const { version } = await callOf(world);
		expect(said(await extend(5, { version: version - 1 }))).toBe('stale_version');
		const ahead = { reason: '', number: '', on: '2999-01-01' as typeof DECISION.on };
		expect(said(await extend(-5, { decision: ahead }))).toEqual([
			'call_extension_not_later',
			'reason_missing',
			'call_decision_number_missing',
			'call_decision_ahead'
		]);
	});

	it('is made once by two who press at the same time', async () => {
		const { version } = await callOf(world);
		const both = await Promise.all([extend(5, { version }), extend(9, { version })]);
		expect(both.map(said).sort()).toEqual(['ok', 'stale_version']);
		expect(must(await readCallChanges(world.officer, 'MAP-2026-02')).changes).toHaveLength(1);
	});

	it('that waits for the call past its end is refused', async () => {
		const { closesAt } = await callOf(world);
		const holder = new pg.Client({ connectionString: world.database.ownerUrl });
		await holder.connect();
		await holder.query('BEGIN');
		await holder.query('SELECT 1 FROM call WHERE id = $1 FOR UPDATE', [world.call.id]);
		const waiting = extend(48);
		await expect.poll(waitingForLocks, { timeout: 20_000 }).toBeGreaterThan(0);
		await moveClock(world, 24);
		await holder.query('COMMIT');
		await holder.end();
		expect(said(await waiting)).toEqual(['call_extension_over']);
		expect((await callOf(world)).closesAt).toEqual(closesAt);
	});

	it('and a submission at the same moment both hold', async () => {
		const id = await wholeDraft(world);
		const { closesAt } = await callOf(world);
		const [extended, sent] = await Promise.all([extend(1), submit(id)]);
		expect([said(extended), said(sent)]).toEqual(['ok', 'ok']);
		expect((await callOf(world)).closesAt.getTime()).toBe(closesAt.getTime() + HOUR);
	});

	it('against the opening: one of them holds, and never both', async () => {
		await moveClock(world, 25);
		const { version, closesAt } = await callOf(world);
		const [extended, opened] = await Promise.all([
			extend(48, { version }),
			openDossiers(world.officer, { callCode: 'MAP-2026-02', version })
		]);
		expect(said(opened)).toBe('ok');
		expect(said(extended)).not.toBe('ok');
		expect(await callOf(world)).toMatchObject({ state: 'opened', closesAt });
	});

	it('tells each dossier its own, and nobody of one that was withdrawn', async () => {
		const mine = await submitted(world);
		const { rows } = await world.database.owner.query<{ n: number }>(
			'SELECT count(*)::int AS n FROM application'
		);
		expect(rows[0]?.n).toBe(1);
		must(await extend(3));
		expect((await lettersOf(world)).map(({ application_id }) => application_id)).toEqual([mine, mine]);
		await world.database.owner.query(
			`UPDATE application SET state = 'withdrawn', slot = NULL WHERE id = $1`,
			[mine]
		);
		const again = await draft(world);
		must(await extend(3));
		const ids = (await lettersOf(world)).map(({ application_id }) => application_id);
		expect(ids.filter((one) => one === again)).toHaveLength(2);
		expect(ids.filter((one) => one === mine)).toHaveLength(2);
	});
});

/** As the portal's own account, past its verbs. */
function moveTo(closesAt: Date) {
	return world.database.app.query('UPDATE call SET closes_at = $2, version = version + 1 WHERE id = $1', [
		world.call.id,
		closesAt
	]);
}
