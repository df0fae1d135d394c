import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reminderRuleShape } from '#lib/contracts/work/reminder-rule.ts';
import { REMINDED_KINDS } from '#lib/domain/work/reminders.ts';
import { settleAllLeftWork } from '#lib/server/app/steps/work/keep-work.ts';
import { remindOfWork } from '#lib/server/app/work/remind-of-work.ts';
import { addReminderRule, endReminderRule, readReminderRules } from '#lib/server/app/work/reminder-rules.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { contextOf, insertCall, insertOrganisation, insertPerson, openWorld, said } from '../intake/world.ts';
import type { World } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';

let world: World;
let admin: Context;
let auditor: Context;
let officer: Context;

beforeAll(async () => {
	world = await openWorld();
	const of = async (name: string, role: string) =>
		contextOf(world, await insertPerson(world, name, { grants: [{ role }] }));
	admin = await of('Lê Văn Quản', 'administrator');
	auditor = await of('Phan Kiểm', 'auditor');
	officer = await of('Nguyễn Thị Thanh Tâm', 'science_officer');
}, 120_000);
afterAll(() => world.close());

const last = async (): Promise<unknown> => {
	const { rows } = await world.database.owner.query(
		`SELECT e.action, e.outcome, e.refusal, e.object_type, d.content FROM audit_entry e
		 LEFT JOIN audit_detail d ON d.entry_id = e.id ORDER BY e.at DESC, e.id DESC LIMIT 1`
	);
	return rows[0];
};
const rules = async (ctx = admin) => must(await readReminderRules(ctx)).rules;

describe('rules of reminders', () => {
	it('are read by administrator and auditor, and changed by the administrator alone', async () => {
		expect(must(await readReminderRules(admin)).may.manage).toBe(true);
		expect(must(await readReminderRules(auditor)).may.manage).toBe(false);
		expect(said(await readReminderRules(officer))).toBe('not_found');
		for (const ctx of [auditor, officer]) {
			expect(said(await addReminderRule(ctx, { kind: 'appraise', daysBefore: 9, channel: 'mail' }))).toBe(
				'not_found'
			);
			const [rule] = await rules();
			expect(said(await endReminderRule(ctx, { ruleId: rule?.id ?? '' }))).toBe('not_found');
		}
	});

	it('are of a kind of work that has deadlines, from 1 to 60 days before', () => {
		const read = (kind: string, daysBefore: string, channel = 'mail') =>
			reminderRuleShape.safeParse({ kind, daysBefore, channel }).success;
		expect(read('finish_draft', '60')).toBe(true);
		expect(read('finish_draft', '60', 'notice')).toBe(true);
		for (const wrong of ['', 'sms']) expect(read('finish_draft', '60', wrong), wrong).toBe(false);
		for (const wrong of [
			['finish_draft', '0'],
			['finish_draft', '61'],
			['finish_draft', '1,5'],
			['finish_draft', ''],
			['rule_tie', '3'],
			['', '3']
		] as const)
			expect(read(wrong[0], wrong[1]), wrong.join(' ')).toBe(false);
	});

	it('of the release are of those kinds too', async () => {
		const kinds = (await rules()).map(({ kind }) => kind);
		expect(kinds.length).toBeGreaterThan(0);
		expect(kinds.filter((kind) => !REMINDED_KINDS.some((one) => one === kind))).toEqual([]);
	});

	it('are there once, with who added them, and leave an entry', async () => {
		const { id } = must(
			await addReminderRule(admin, { kind: 'finish_draft', daysBefore: 3, channel: 'notice' })
		);
		expect(await last()).toMatchObject({
			action: 'add_reminder_rule',
			outcome: 'done',
			object_type: 'reminder_rule',
			content: { after: { id, kind: 'finish_draft', daysBefore: 3, channel: 'notice' } }
		});
		expect((await rules()).find((rule) => rule.id === id)).toEqual({
			id,
			kind: 'finish_draft',
			daysBefore: 3,
			channel: 'notice',
			addedBy: 'Lê Văn Quản',
			sent: null
		});
		expect(
			said(await addReminderRule(admin, { kind: 'finish_draft', daysBefore: 3, channel: 'notice' }))
		).toBe('reminder_rule_exists');
		expect(await last()).toMatchObject({ outcome: 'refused', refusal: 'reminder_rule_exists' });
	});

	it('remind from the moment that they are added, and no more once they are ended', async () => {
		const call = await insertCall(world, 'map', 'MAP-2026-41', ['MAP-41']);
		const organisationId = await insertOrganisation(world, 'Công ty Đo đạc Ayun Pa', '5999907701');
		const keeper = await insertPerson(world, 'Siu H’Lan', {
			grants: [{ role: 'editor', scopeType: 'organisation', scopeId: organisationId }]
		});
		const draft = (title: string) =>
			world.database.owner.query(
				`INSERT INTO application (id, call_id, lot_id, organisation_id, created_by, title, state, created_at, updated_at)
				 VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'draft', app_now(), app_now())`,
				[call.id, call.lots['MAP-41'], organisationId, keeper.personId, title]
			);
		await world.database.owner.query(
			`UPDATE app_clock SET offset_sec = offset_sec + ceil(extract(epoch FROM
			   date_trunc('day', app_now() + interval '7 hours') + interval '1 day 5 hours' - app_now()))`
		);
		await world.database.owner.query(
			`UPDATE call SET closes_at = app_now() + interval '20 days' WHERE id = $1`,
			[call.id]
		);
		await draft('Nâng cấp phòng đo');
		await settleAllLeftWork(world.app);
		expect(await remindOfWork(world.app)).toBe(0);
		const { id } = must(
			await addReminderRule(admin, { kind: 'finish_draft', daysBefore: 30, channel: 'mail' })
		);
		expect(await remindOfWork(world.app)).toBe(1);
		expect((await rules()).find((rule) => rule.id === id)?.sent).toMatchObject({ readers: 1 });

		must(await endReminderRule(admin, { ruleId: id }));
		expect(await last()).toMatchObject({
			action: 'end_reminder_rule',
			outcome: 'done',
			content: { before: { id, kind: 'finish_draft', daysBefore: 30, channel: 'mail' } }
		});
		expect((await rules()).some((rule) => rule.id === id)).toBe(false);
		await draft('Hiệu chuẩn cân ô tô');
		await settleAllLeftWork(world.app);
		expect(await remindOfWork(world.app)).toBe(0);
		expect(said(await endReminderRule(admin, { ruleId: id }))).toBe('already_done');
		expect(said(await endReminderRule(admin, { ruleId: 'x' }))).toBe('not_found');
	});

	it.each([
		[`UPDATE reminder_rule SET days_before = 5`, 'permission denied'],
		[`UPDATE reminder_rule SET channel = 'mail'`, 'permission denied'],
		[`DELETE FROM reminder_rule`, 'permission denied'],
		[`UPDATE reminder_rule SET ended_at = NULL WHERE ended_at IS NOT NULL`, 'a rule of reminders only ends']
	])('the serving role is refused: %s', async (statement, reason) => {
		await expect(world.database.app.query(statement)).rejects.toThrow(reason);
	});

	it('of the owner too, a rule that has ended and its channel stay', async () => {
		await expect(
			world.database.owner.query(`UPDATE reminder_rule SET channel = 'mail', ended_at = app_now()
				WHERE channel = 'notice' AND ended_at IS NULL`)
		).rejects.toThrow('a rule of reminders only ends');
	});
});
