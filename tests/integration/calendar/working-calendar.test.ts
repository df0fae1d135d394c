import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addWorkingDays, isKnownYear } from '../../../src/lib/domain/rules/calendar.ts';
import { OFFICIAL_CALENDAR } from '../../../src/lib/domain/rules/official-calendar.ts';
import { calendarDate } from '../../../src/lib/domain/shared/period.ts';
import { addCalendarDay } from '../../../src/lib/server/app/calendar/add-calendar-day.ts';
import { confirmYear } from '../../../src/lib/server/app/calendar/confirm-year.ts';
import { endCalendarDay } from '../../../src/lib/server/app/calendar/end-calendar-day.ts';
import { readCalendar } from '../../../src/lib/server/app/calendar/read-calendar.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertPerson, openWorld, said } from '../intake/world.ts';
import type { World } from '../intake/world.ts';

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
		`SELECT e.action, e.outcome, e.refusal, e.object_type, e.object_id, d.content FROM audit_entry e
		 LEFT JOIN audit_detail d ON d.entry_id = e.id ORDER BY e.at DESC, e.id DESC LIMIT 1`
	);
	return rows[0];
};
const add = (date: string, kind: 'holiday' | 'day_off' | 'working_day', more: object = {}, ctx = admin) =>
	addCalendarDay(ctx, { date, kind, name: 'Nghỉ', source: 'Công văn 1/VPCP', ...more });

describe('the working calendar', () => {
	it('holds what the release knows, day for day', async () => {
		const { days } = await world.app.db.read.calendar.working();
		const listed = [...days.values()].map(({ date, kind, name, source }) => ({ date, kind, name, source }));
		const sorted = (rows: typeof listed) => [...rows].sort((a, b) => (a.date < b.date ? -1 : 1));
		expect(sorted(listed)).toEqual(
			sorted(
				[...OFFICIAL_CALENDAR.days.values()].map(({ date, kind, name, source }) => ({
					date,
					kind,
					name,
					source
				}))
			)
		);
		const calendar = await world.app.db.read.calendar.working();
		expect(addWorkingDays(calendar, calendarDate('2027-01-29'), 7)).toBe('2027-02-16');
	});

	it('is read by administrator and auditor, and changed by the administrator alone', async () => {
		for (const ctx of [admin, auditor]) expect(said(await readCalendar(ctx, { year: 2027 }))).toBe('ok');
		expect(said(await readCalendar(officer, { year: 2027 }))).toBe('not_found');
		expect(said(await add('03/01/2028', 'holiday', {}, auditor))).toBe('not_found');
		expect(said(await endCalendarDay(officer, { dayId: 'x' }))).toBe('not_found');
		expect(said(await confirmYear(auditor, { year: 2027 }))).toBe('not_found');
	});

	it('says everything that is wrong with a day', async () => {
		expect(said(await add('31/02/2028', 'holiday', { name: ' ', source: '' }))).toEqual([
			'date_not_in_calendar',
			'calendar_name_missing',
			'calendar_source_missing'
		]);
		expect(said(await add('03/01/2028', 'working_day'))).toEqual(['calendar_work_on_weekday']);
		expect(said(await add('03/01/2028', 'holiday', { name: 'x'.repeat(101) }))).toEqual(['text_too_long']);
		expect(said(await add('24/11/2026', 'holiday'))).toBe('calendar_day_twice');
	});

	it('knows a year once its Tết is listed, and it can then be confirmed', async () => {
		expect(said(await add('03/01/2028', 'holiday', { name: 'Nghỉ bù Tết Dương lịch' }))).toBe('ok');
		expect(await last()).toMatchObject({
			action: 'add_calendar_day',
			outcome: 'done',
			object_id: '2028',
			content: { after: { date: '2028-01-03', name: 'Nghỉ bù Tết Dương lịch' } }
		});
		expect(said(await confirmYear(admin, { year: 2028 }))).toBe('calendar_year_without_tet');
		expect(await last()).toMatchObject({
			action: 'confirm_calendar_year',
			refusal: 'calendar_year_without_tet'
		});
		for (const day of ['25/01/2028', '26/01/2028', '27/01/2028', '28/01/2028', '31/01/2028']) {
			expect(said(await add(day, 'holiday', { name: 'Tết Nguyên đán' }))).toBe('ok');
		}
		expect(isKnownYear(await world.app.db.read.calendar.working(), 2028)).toBe(true);
		expect(said(await confirmYear(admin, { year: 2028 }))).toBe('ok');
		expect(said(await confirmYear(admin, { year: 2028 }))).toBe('already_done');
		const view = await readCalendar(admin, { year: 2028 });
		expect(view).toMatchObject({
			value: { known: true, confirmation: { confirmed: true, byName: 'Lê Văn Quản' } }
		});
		expect((await world.app.db.read.calendar.working()).confirmedYears).toEqual(new Set([2028]));
	});

	it('takes the confirmation back with every change, and keeps the old row', async () => {
		const view = await readCalendar(admin, { year: 2028 });
		const day = view.ok ? view.value.days.find(({ date }) => date === '2028-01-31') : undefined;
		expect(said(await endCalendarDay(admin, { dayId: day?.id ?? '' }))).toBe('ok');
		expect(await last()).toMatchObject({
			action: 'end_calendar_day',
			content: { before: { date: '2028-01-31' } }
		});
		expect(said(await endCalendarDay(admin, { dayId: day?.id ?? '' }))).toBe('not_found');
		const after = await readCalendar(admin, { year: 2028 });
		expect(after).toMatchObject({ value: { confirmation: { confirmed: false } } });
		// The same date may be listed anew.
		expect(said(await add('31/01/2028', 'day_off'))).toBe('ok');
		const { rows } = await world.database.owner.query<{ kind: string; ended: boolean }>(
			`SELECT kind, ended_at IS NOT NULL AS ended FROM calendar_day WHERE day = '2028-01-31' ORDER BY added_at`
		);
		expect(rows).toEqual([
			{ kind: 'holiday', ended: true },
			{ kind: 'day_off', ended: false }
		]);
	});

	it.each([
		[`UPDATE calendar_day SET name = 'x'`, 'permission denied'],
		[`DELETE FROM calendar_day`, 'permission denied'],
		[`UPDATE calendar_day SET ended_at = NULL, ended_by = NULL WHERE ended_at IS NOT NULL`, 'append-only'],
		[`UPDATE calendar_confirmation SET confirmed = true`, 'permission denied'],
		[
			`INSERT INTO calendar_day (day, kind, name, source, added_at) VALUES ('2028-01-03', 'holiday', 'x', 'y', app_now())`,
			'calendar_day_once'
		]
	])('refuses in the database: %s', async (statement, reason) => {
		await expect(world.database.app.query(statement)).rejects.toThrow(reason);
	});
});
