import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceApplication } from '../../../src/lib/server/app/applications/replace-application.ts';
import { readApplication } from '../../../src/lib/server/app/applications/read-application.ts';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import { extendCall } from '../../../src/lib/server/app/calls/extend-call.ts';
import { giveWindow } from '../../../src/lib/server/app/calls/give-window.ts';
import { readCallChanges } from '../../../src/lib/server/app/calls/read-call-changes.ts';
import { openDossiers } from '../../../src/lib/server/app/intake/open-dossiers.ts';
import { readOpening } from '../../../src/lib/server/app/intake/read-opening.ts';
import { calendarDate } from '../../../src/lib/domain/shared/period.ts';
import { ALL_DECLARED, draft, submitted, versionOf, wholeDraft } from '../applications/application-world.ts';
import { must } from '../applications/filled-dossier.ts';
import { contextOf, insertPerson, moveClock, said, stateOf } from '../intake/world.ts';
import { callOf, DECISION, lastEntry, openChangeWorld, workOn } from './change-world.ts';
import type { ChangeWorld } from './change-world.ts';

const HOUR = 3_600_000;
const CODE = 'MAP-2026-02';
const TAX_CODE = '5999900016';
let world: ChangeWorld;
beforeEach(async () => {
	world = await openChangeWorld();
});
afterEach(() => world.close());

/** Hours after the end of the call. */
async function give(
	hours: number,
	more: Partial<Parameters<typeof giveWindow>[1]> = {},
	ctx = world.officer
) {
	const { code, version, closesAt } = await callOf(world);
	const until = new Date(closesAt.getTime() + hours * HOUR);
	return giveWindow(ctx, {
		code,
		version,
		taxCode: TAX_CODE,
		lotCode: '',
		until,
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

async function open() {
	const { version } = await callOf(world);
	return openDossiers(world.officer, { callCode: CODE, version });
}

async function windowLetters() {
	const { rows } = await world.database.owner.query<{
		subject: string;
		body: string;
		application_id: string;
	}>(
		`SELECT subject, body, application_id FROM mail_message WHERE idempotency_key LIKE 'window-given:%' ORDER BY recipient`
	);
	return rows;
}

/** What the only paper of a kind says. */
async function paper(kind: string): Promise<string> {
	const { rows } = await world.database.owner.query<{ text: string }>(
		`SELECT convert_from(bytes, 'UTF8') AS text FROM official_record WHERE kind = $1`,
		[kind]
	);
	return rows[0]?.text ?? '';
}

async function openingWork() {
	const { rows } = await world.database.owner.query<{ since: Date }>(
		`SELECT DISTINCT since FROM work_item WHERE kind = 'open_dossiers' AND closed_at IS NULL`
	);
	return rows.map(({ since }) => since);
}

async function waitingForLocks(): Promise<number> {
	const { rows } = await world.database.owner.query<{ n: number }>(
		`SELECT count(DISTINCT pid)::int AS n FROM pg_locks WHERE NOT granted`
	);
	return rows[0]?.n ?? 0;
}

describe('a window for one dossier', () => {
	it('moves its end alone: work, letter, notice, timeline, audit; the call keeps its own', async () => {
		const id = await wholeDraft(world);
		const { closesAt } = await callOf(world);
		must(await give(5));
		const until = new Date(closesAt.getTime() + 5 * HOUR);
		expect((await callOf(world)).closesAt).toEqual(closesAt);
		expect(await workOn(world, id)).toEqual([{ kind: 'finish_draft', due: until, until }]);
		expect(await openingWork()).toEqual([until]);
		const letters = await windowLetters();
		expect(letters).toHaveLength(2);
		for (const letter of letters) {
			expect(letter.application_id).toBe(id);
			expect(letter.subject).toContain('Gia hạn riêng cho hồ sơ trong đợt MAP-2026-02');
			expect(letter.body).toContain('số 125/QĐ-SKHCN ngày 20/11/2026');
			expect(letter.body).toContain(DECISION.reason);
		}
		const notices = await world.database.owner.query(`SELECT 1 FROM notice WHERE letter = 'window_given'`);
		expect(notices.rowCount).toBeGreaterThan(0);
		const timeline = await world.app.db.read.timeline.of(id, 'applicant');
		expect(timeline.find(({ kind }) => kind === 'window_given')?.params).toEqual({
			until: until.toISOString(),
			decision: DECISION.number,
			reason: DECISION.reason
		});
		expect(await lastEntry(world)).toMatchObject({
			action: 'give_window',
			outcome: 'done',
			object_id: world.call.id,
			content: {
				before: { closesAt: closesAt.toISOString() },
				after: { until: until.toISOString(), dossiers: [id], decision: DECISION }
			}
		});
		expect(must(await readApplication(world.representative, id))).toMatchObject({
			ownWindow: { closesAt: until, decision: DECISION },
			may: { edit: true }
		});
	});

	it('takes the dossier after the end of the call and before its own, and no other', async () => {
		const id = await wholeDraft(world);
		must(await give(5));
		await moveClock(world, 26);
		expect(said(await submit(id))).toBe('ok');
		expect(must(await readApplication(world.representative, id)).may).toMatchObject({
			replace: true,
			withdraw: true
		});
		expect(await paper('receipt')).toContain(`"decision":"${DECISION.number}"`);
		await moveClock(world, 4);
		expect(
			said(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }))
		).toBe('window_closed');
	});

	it('is given after the end of the call, to who came too late', async () => {
		const id = await wholeDraft(world);
		await moveClock(world, 25);
		expect(said(await submit(id))).toBe('window_closed');
		must(await give(6));
		expect(said(await submit(id))).toBe('ok');
	});

	it('holds the opening back until it is over, and is named in the minutes', async () => {
		const id = await submitted(world);
		must(await give(5));
		await moveClock(world, 26);
		expect(said(await open())).toBe('window_not_over');
		const { closesAt } = await callOf(world);
		expect(must(await readOpening(world.officer, { callCode: CODE, page: 1 }))).toMatchObject({
			window: 'open',
			lastClosesAt: new Date(closesAt.getTime() + 5 * HOUR)
		});
		await moveClock(world, 4);
		expect(said(await open())).toBe('ok');
		expect((await stateOf(world, id)).state).toBe('submitted');
		const minutes = await paper('opening_minutes');
		expect(minutes).toContain('được gia hạn riêng đến');
		expect(minutes).toContain(DECISION.number);
	});

	it('holds nothing back once its dossier is withdrawn', async () => {
		const id = await submitted(world);
		must(await give(5));
		await world.database.owner.query(
			`UPDATE application SET state = 'withdrawn', slot = NULL WHERE id = $1`,
			[id]
		);
		await moveClock(world, 25);
		expect(said(await open())).toBe('ok');
	});

	it.each([0, -1])('is refused where it ends no later than the call: %i hours', async (hours) => {
		await draft(world);
		expect(said(await give(hours))).toEqual(['dossier_window_not_later']);
		expect(await windowLetters()).toEqual([]);
	});

	it('is refused where it ends no later than the one before, than now, and once the call is opened', async () => {
		await draft(world);
		must(await give(5));
		expect(said(await give(5))).toEqual(['dossier_window_not_later']);
		await moveClock(world, 31);
		expect(said(await give(6))).toEqual(['dossier_window_past']);
		must(await open());
		expect(said(await give(60))).toEqual(['call_change_forbidden']);
		expect(must(await readCallChanges(world.officer, CODE)).may.window).toBe(false);
	});

	it('is for who has a dossier, with a whole decision, all problems at once', async () => {
		const ahead = { reason: '', number: '', on: calendarDate('2099-01-01') };
		expect(said(await give(-1, { decision: ahead }))).toEqual([
			'dossier_window_nobody',
			'dossier_window_not_later',
			'reason_missing',
			'call_decision_number_missing',
			'call_decision_ahead'
		]);
		await draft(world);
		expect(said(await give(5, { taxCode: '5999902750' }))).toEqual(['dossier_window_nobody']);
		expect(said(await give(5, { taxCode: 'abc' }))).toEqual(['tax_code_not_digits']);
		expect(said(await give(5, { taxCode: '599990275' }))).toEqual(['tax_code_length']);
		expect(said(await give(5, { lotCode: 'X' }))).toEqual(['lot_missing']);
	});

	it('is the officer’s of the programme, of the call as it was seen, and nobody’s for an own organisation', async () => {
		await draft(world);
		for (const ctx of [world.representative, world.elsewhere])
			expect(said(await give(5, {}, ctx))).toBe('not_found');
		expect(said(await give(5, { code: 'MAP-0' }))).toBe('not_found');
		const { version } = await callOf(world);
		expect(said(await give(5, { version: version - 1 }))).toBe('stale_version');
		const tied = await contextOf(
			world,
			await insertPerson(world, 'Ksor Hà My', {
				grants: [
					{ role: 'measurement_officer', scopeType: 'programme', scopeId: 'MAP' },
					{ role: 'editor', scopeType: 'organisation', scopeId: world.organisationId }
				]
			})
		);
		expect(said(await give(5, {}, tied))).toBe('tied_to_applicant');
	});

	it('shows who has one to those who give them, and to nobody else', async () => {
		await draft(world);
		must(await give(5));
		const director = await contextOf(
			world,
			await insertPerson(world, 'Nguyễn Văn Lãnh', {
				grants: [{ role: 'director', scopeType: 'all', scopeId: '' }]
			})
		);
		expect(must(await readCallChanges(world.officer, CODE)).windows).toHaveLength(1);
		expect(must(await readCallChanges(director, CODE)).windows).toEqual([]);
	});

	it('stays when the call is extended, and the later of both holds', async () => {
		const id = await draft(world);
		must(await give(5));
		const { version, closesAt } = await callOf(world);
		const longer = new Date(closesAt.getTime() + 9 * HOUR);
		must(await extendCall(world.officer, { code: CODE, version, closesAt: longer, decision: DECISION }));
		expect(await workOn(world, id)).toEqual([{ kind: 'finish_draft', due: longer, until: longer }]);
		expect(await openingWork()).toEqual([longer]);
	});

	it('is given once by two who press at the same time', async () => {
		await draft(world);
		const both = await Promise.all([give(5), give(5)]);
		expect(both.map((one) => [said(one)].flat()[0]).sort()).toEqual(['dossier_window_not_later', 'ok']);
		expect(await windowLetters()).toHaveLength(2);
	});

	it('against the opening: one of them holds, and never both', async () => {
		const id = await draft(world);
		await moveClock(world, 25);
		const [given, opened] = await Promise.all([give(48), open()]);
		const application = await world.app.db.read.applications.find(id);
		if (said(opened) === 'ok') expect([given.ok, application?.ownClosesAt]).toEqual([false, null]);
		else expect([given.ok, (await callOf(world)).state]).toEqual([true, 'published']);
	});

	it('that waits for the call while it is opened is refused', async () => {
		await draft(world);
		await moveClock(world, 25);
		const holder = new pg.Client({ connectionString: world.database.ownerUrl });
		await holder.connect();
		await holder.query('BEGIN');
		await holder.query(`UPDATE call SET state = 'opened', opened_at = app_now() WHERE id = $1`, [
			world.call.id
		]);
		const waiting = give(48);
		await expect.poll(waitingForLocks, { timeout: 20_000 }).toBeGreaterThan(0);
		await holder.query('COMMIT');
		await holder.end();
		expect(said(await waiting)).toEqual(['call_change_forbidden']);
	});

	it('and a submission at the same moment both hold', async () => {
		const id = await wholeDraft(world);
		const [given, sent] = await Promise.all([give(5), submit(id)]);
		expect([said(given), said(sent)]).toEqual(['ok', 'ok']);
		const application = await world.app.db.read.applications.find(id);
		expect([application?.state, application?.ownClosesAt === null]).toEqual(['submitted', false]);
	});
});

describe('in SQL, as the portal’s own account', () => {
	const insert = (id: string, until: Date, on = '2026-11-20') =>
		world.database.app.query(
			`INSERT INTO dossier_window (id, application_id, closes_at, reason, decision_no, decision_on, given_by, given_at)
			 VALUES (gen_random_uuid(), $1, $2, 'x', '1', $3, gen_random_uuid(), app_now())`,
			[id, until, on]
		);
	const after = async (hours: number) => new Date((await callOf(world)).closesAt.getTime() + hours * HOUR);

	it('no dossier gets time without its decision, nor more or less than it says', async () => {
		const id = await draft(world);
		const set = (until: Date | null) =>
			world.database.app.query('UPDATE application SET own_closes_at = $2 WHERE id = $1', [id, until]);
		await expect(set(await after(5))).rejects.toThrow(/given by a decision/);
		must(await give(5));
		for (const until of [await after(9), await after(1), null])
			await expect(set(until)).rejects.toThrow(/given by a decision/);
	});

	it.each([
		['no later than the call', 0, '2026-11-20', /ends later than the call/],
		['by a decision of a day to come', 5, '2999-01-01', /not of a day to come/]
	])('no window is kept %s', async (_what, hours, on, reason) => {
		const id = await draft(world);
		await expect(insert(id, await after(hours), on)).rejects.toThrow(reason);
	});

	it('none is kept that is over already, or shorter than the one before', async () => {
		const id = await draft(world);
		must(await give(5));
		await expect(insert(id, await after(4))).rejects.toThrow(/than the one before it/);
		await moveClock(world, 34);
		await expect(insert(id, await after(9))).rejects.toThrow(/and than now/);
	});

	it('none is kept once the call is opened, and the call is not opened before the last is over', async () => {
		const id = await draft(world);
		must(await give(5));
		const openIt = () =>
			world.database.app.query(
				`UPDATE call SET state = 'opened', opened_at = app_now(), version = version + 1 WHERE id = $1`,
				[world.call.id]
			);
		await expect(openIt()).rejects.toThrow(/after the last window/);
		await moveClock(world, 26);
		await expect(openIt()).rejects.toThrow(/after the last window/);
		await moveClock(world, 4);
		await openIt();
		await expect(insert(id, await after(90))).rejects.toThrow(/before its call is opened/);
	});

	it('what was decided is neither changed nor removed', async () => {
		await draft(world);
		must(await give(5));
		await expect(world.database.app.query(`UPDATE dossier_window SET reason = 'y'`)).rejects.toThrow(
			/permission denied/
		);
		await expect(world.database.owner.query(`DELETE FROM dossier_window`)).rejects.toThrow(/append-only/);
	});

	it('a revision is taken within the window of its dossier, and not beyond', async () => {
		const id = await submitted(world);
		const revise = () =>
			world.database.app.query(
				`INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by)
				 SELECT gen_random_uuid(), application_id, number + 1, bytes, hash, app_now(), submitted_by
				 FROM application_revision WHERE application_id = $1 ORDER BY number DESC LIMIT 1`,
				[id]
			);
		must(await give(5));
		await moveClock(world, 26);
		await revise();
		await moveClock(world, 4);
		await expect(revise()).rejects.toThrow(/outside the window/);
	});
});
