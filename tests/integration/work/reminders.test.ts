import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseLetters } from '#lib/server/app/mail/notices.ts';
import { remindOfWork } from '#lib/server/app/work/remind-of-work.ts';
import { settleAllLeftWork } from '#lib/server/app/steps/work/keep-work.ts';
import {
	endWorkCalendar,
	makeWorkCalendar,
	readWorkCalendar,
	readWorkNotices
} from '#lib/server/app/work/work-calendar.ts';
import { calendarFile } from '#lib/server/http/calendar-file.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission,
	moveClock,
	openWorld
} from '../intake/world.ts';
import type { TestCall, TestPerson, World } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';

const ORIGIN = 'https://chuan.test';

describe('reminders of what is due', () => {
	let world: World;
	let call: TestCall;
	let organisationId: string;
	let keeper: TestPerson;
	let other: TestPerson;

	/** Noon of a day in Vietnam, so many days ahead: letters leave by day. */
	const noon = async (days: number): Promise<void> => {
		await world.database.owner.query(
			`UPDATE app_clock SET offset_sec = offset_sec + ceil(extract(epoch FROM
			   date_trunc('day', app_now() + interval '7 hours') + make_interval(days => $1) + interval '5 hours' - app_now()))`,
			[days]
		);
	};
	const letters = async () => {
		const { rows } = await world.database.owner.query<{ recipient: string; subject: string; body: string }>(
			`SELECT recipient, subject, body FROM mail_message ORDER BY created_at, recipient`
		);
		return rows;
	};
	const closesIn = async (days: number): Promise<void> => {
		await world.database.owner.query(
			`UPDATE call SET closes_at = app_now() + make_interval(days => $2) WHERE id = $1`,
			[call.id, days]
		);
		await settleAllLeftWork(world.app);
	};
	const member = (role: string) =>
		insertPerson(world, 'Siu H’Lan', {
			grants: [{ role, scopeType: 'organisation', scopeId: organisationId }]
		});

	beforeAll(async () => {
		world = await openWorld();
		await noon(1);
		organisationId = await insertOrganisation(world, 'Công ty Đo đạc Ayun Pa', '5999907701');
		call = await insertCall(world, 'map', 'MAP-2026-31', ['MAP-31']);
		keeper = await member('editor');
		other = await insertPerson(world, 'Người ngoài');
		await world.database.owner.query(
			`INSERT INTO application (id, call_id, lot_id, organisation_id, created_by, title, state, created_at, updated_at)
			 VALUES (gen_random_uuid(), $1, $2, $3, $4, 'Nâng cấp phòng đo', 'draft', app_now(), app_now())`,
			[call.id, call.lots['MAP-31'], organisationId, keeper.personId]
		);
	}, 120_000);
	beforeEach(() => world.database.owner.query('TRUNCATE mail_message CASCADE'));
	afterAll(() => world.close());

	it('go to whose work it is, once for a deadline, with what, until when and where', async () => {
		await closesIn(6);
		expect(await remindOfWork(world.app)).toBe(1);
		expect(await remindOfWork(world.app)).toBe(0);
		const [letter, ...more] = await letters();
		expect(more).toEqual([]);
		expect(letter).toMatchObject({ recipient: keeper.email });
		expect(letter?.subject).toContain('MAP-2026-31');
		expect(letter?.body).toContain('Nâng cấp phòng đo');
		expect(letter?.body).toMatch(/https:\/\/chuan\.test\/ho-so\/[0-9a-f-]{36}/);
		expect(other.email).not.toBe(letter?.recipient);
	});

	it('come again when the deadline is another one, and for the last day', async () => {
		await closesIn(5);
		expect(await remindOfWork(world.app)).toBe(1);
		await moveClock(world, 4 * 24);
		expect(await remindOfWork(world.app)).toBe(1);
		expect((await letters()).length).toBe(2);
	});

	it('of several rules at once, after a week without any, are one letter; of what is over there is none', async () => {
		await closesIn(9);
		expect(await remindOfWork(world.app)).toBe(0);
		await noon(8);
		expect(await remindOfWork(world.app)).toBe(1);
		expect((await letters()).length).toBe(1);
		await closesIn(2);
		await noon(7);
		expect(await remindOfWork(world.app)).toBe(0);
	});

	it('of a rule that asks for a notice alone send no mail, at once or in a digest', async () => {
		const { accountId } = keeper;
		const told = async () => {
			const { rows } = await world.database.owner.query<{ delivery: string }>(
				`SELECT delivery FROM notice WHERE account_id = $1 ORDER BY created_at DESC, id DESC`,
				[accountId]
			);
			return rows.map(({ delivery }) => delivery);
		};
		await noon(1);
		await world.database.owner.query(
			`INSERT INTO reminder_rule (id, kind, days_before, channel, valid_from) VALUES (gen_random_uuid(), 'finish_draft', 20, 'notice', app_now())`
		);
		const before = await told();
		await closesIn(19);
		expect(await remindOfWork(world.app)).toBe(1);
		expect(await remindOfWork(world.app)).toBe(0);
		expect(await letters()).toEqual([]);
		expect(await told()).toEqual(['none', ...before]);
		// Once a rule of the same moment asks for mail, one letter says both.
		await closesIn(6);
		expect(await remindOfWork(world.app)).toBe(1);
		expect((await letters()).length).toBe(1);
		expect((await told()).length).toBe(before.length + 2);
	});

	it('wait for the morning', async () => {
		await noon(1);
		await world.database.owner.query(`UPDATE app_clock SET offset_sec = offset_sec + 10 * 3600`);
		await closesIn(3);
		expect(await remindOfWork(world.app)).toBe(0);
		await noon(1);
		expect(await remindOfWork(world.app)).toBe(1);
	});

	it('leave out who does not want them, and whose account is closed', async () => {
		await noon(1);
		const ctx = await contextOf(world, keeper);
		const choices = { reminders: 'at_once', waiting: 'at_once', members: 'at_once' } as const;
		expect(must(await readWorkNotices(ctx))).toEqual({ choices, calendarMadeAt: null });
		must(await chooseLetters(ctx, { ...choices, reminders: 'none' }));
		expect(must(await readWorkNotices(ctx)).choices.reminders).toBe('none');
		const second = await member('representative');
		const closed = await member('editor');
		await world.database.owner.query(`UPDATE account SET disabled_at = app_now() WHERE id = $1`, [
			closed.accountId
		]);
		await closesIn(4);
		expect(await remindOfWork(world.app)).toBe(1);
		expect((await letters()).map(({ recipient }) => recipient)).toEqual([second.email]);
		const { rows } = await world.database.owner.query<{ content: unknown }>(
			`SELECT d.content FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id WHERE e.action = 'choose_letters'`
		);
		expect(rows.map(({ content }) => content)).toEqual([
			{ before: choices, after: { ...choices, reminders: 'none' } }
		]);
	});

	it('of a desk go to whoever stands at it in the programme', async () => {
		await noon(1);
		const applicants = await insertOrganisation(world, 'Công ty Gắn Bó', '5999907702');
		const task = await insertCall(world, 'task', 'NV-2026-32', ['NV-32']);
		await insertSubmission(world, task, 'NV-32', { code: 'NV-2026-32-0001', organisationId: applicants });
		const science = await insertPerson(world, 'Rơ Châm H’Yến', {
			grants: [{ role: 'science_officer', scopeType: 'programme', scopeId: 'TASK' }]
		});
		await insertPerson(world, 'Cán bộ đo lường', {
			grants: [{ role: 'measurement_officer', scopeType: 'programme', scopeId: 'MAP' }]
		});
		await world.database.owner.query(
			`UPDATE call SET closes_at = app_now() - interval '1 hour' WHERE id = $1`,
			[task.id]
		);
		await settleAllLeftWork(world.app);
		// Noon of the last day of the term, which ends with the day.
		await world.database.owner.query(
			`UPDATE app_clock SET offset_sec = offset_sec + ceil(extract(epoch FROM
			   (SELECT due FROM work_item WHERE call_id = $1 AND kind = 'open_dossiers' AND due IS NOT NULL) - interval '12 hours' - app_now()))`,
			[task.id]
		);
		expect(await remindOfWork(world.app)).toBeGreaterThan(0);
		// The other call is the other officer's.
		const told = (await letters()).filter(({ body }) => body.includes('NV-2026-32'));
		expect(told.map(({ recipient }) => recipient)).toEqual([science.email]);
		expect(told[0]?.body).not.toContain('MAP-2026-31');
	});
});

describe('the calendar of a person', () => {
	let world: World;
	let member: TestPerson;
	beforeAll(async () => {
		world = await openWorld();
		const organisationId = await insertOrganisation(world, 'Công ty Lịch, Hạn; và\nDòng', '5999907711');
		member = await insertPerson(world, 'Kpă Thuyên', {
			grants: [{ role: 'representative', scopeType: 'organisation', scopeId: organisationId }]
		});
		const call = await insertCall(world, 'map', 'MAP-2026-41', ['MAP-41']);
		await world.database.owner.query(
			`INSERT INTO application (id, call_id, lot_id, organisation_id, created_by, title, state, created_at, updated_at)
			 VALUES ('0193b000-0000-7000-8000-0000000000aa', $1, $2, $3, $4, 'Dấu, chấm; phẩy\nvà ĕ̆ dài ${'Ơ'.repeat(120)}', 'draft', app_now(), app_now())`,
			[call.id, call.lots['MAP-41'], organisationId, member.personId]
		);
		// The end of a day in Vietnam.
		await world.database.owner.query(
			`UPDATE call SET closes_at = (date_trunc('day', app_now() + interval '7 hours') + interval '9 days' - interval '7 hours') WHERE id = $1`,
			[call.id]
		);
		await settleAllLeftWork(world.app);
	}, 120_000);
	afterAll(() => world.close());

	const visitor = () =>
		Promise.resolve({
			app: world.app,
			actor: { kind: 'visitor' as const },
			requestId: 'r',
			locale: 'vi' as const
		});

	it('has an address that is told once, shows the deadlines, and stops when it is ended or made anew', async () => {
		const ctx = await contextOf(world, member);
		const { token } = must(await makeWorkCalendar(ctx));
		const { rows } = await world.database.owner.query<{ kept: string }>(
			'SELECT token_hash AS kept FROM calendar_feed'
		);
		expect(JSON.stringify(rows)).not.toContain(token);
		const read = must(await readWorkCalendar(await visitor(), token));
		expect(read.work.map(({ kind }) => kind)).toEqual(['finish_draft']);
		const again = must(await makeWorkCalendar(ctx));
		expect(await readWorkCalendar(await visitor(), token)).toMatchObject({
			ok: false,
			refusal: { code: 'not_found' }
		});
		must(await readWorkCalendar(await visitor(), again.token));
		must(await endWorkCalendar(ctx));
		expect(await readWorkCalendar(await visitor(), again.token)).toMatchObject({
			refusal: { code: 'not_found' }
		});
		expect(await endWorkCalendar(ctx)).toMatchObject({ refusal: { code: 'not_found' } });
		expect(await readWorkCalendar(await visitor(), '')).toMatchObject({ refusal: { code: 'not_found' } });
	});

	it('shows nothing of what the person may not see any more, nor of a closed account', async () => {
		const { token } = must(await makeWorkCalendar(await contextOf(world, member)));
		const { owner } = world.database;
		const grants = `UPDATE role_grant SET valid_to = app_now() WHERE person_id = $1 AND valid_to IS NULL RETURNING id`;
		const ended = await owner.query<{ id: string }>(grants, [member.personId]);
		expect(must(await readWorkCalendar(await visitor(), token)).work).toEqual([]);
		await owner.query('UPDATE role_grant SET valid_to = NULL WHERE id = $1', [ended.rows[0]?.id]);
		await owner.query('UPDATE account SET disabled_at = app_now() WHERE id = $1', [member.accountId]);
		expect(await readWorkCalendar(await visitor(), token)).toMatchObject({ refusal: { code: 'not_found' } });
		await owner.query('UPDATE account SET disabled_at = NULL WHERE id = $1', [member.accountId]);
	});

	it('is a file by the rules: lines of 75 bytes, commas and lines escaped, the day of a day', async () => {
		const { token } = must(await makeWorkCalendar(await contextOf(world, member)));
		const calendar = must(await readWorkCalendar(await visitor(), token));
		const text = calendarFile(calendar, ORIGIN);
		const lines = text.split('\r\n');
		expect(lines[0]).toBe('BEGIN:VCALENDAR');
		expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
		expect(text.replaceAll(/[^\r]\n/g, '!')).not.toContain('!');
		const whole = text.replaceAll('\r\n ', '');
		expect(whole).toContain('Dấu\\, chấm\\; phẩy\\nvà ĕ̆ dài');
		expect(whole).toContain('Ơ'.repeat(120));
		const due = calendar.work[0]?.due;
		if (!due) throw new Error('no deadline');
		const day = new Date(due.getTime() - 1 + 7 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
		expect(whole).toContain(`DTSTART;VALUE=DATE:${day}`);
		expect(whole).toContain(`UID:finish_draft.0193b000-0000-7000-8000-0000000000aa@chuan.test`);
		expect(whole).toContain(`${ORIGIN}/ho-so/0193b000-0000-7000-8000-0000000000aa`);
		expect(calendarFile(calendar, ORIGIN)).toBe(text);
	});
});
