import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadlineDay } from '../../../src/lib/domain/shared/period.ts';
import { addCalendarDay } from '../../../src/lib/server/app/calendar/add-calendar-day.ts';
import { endCalendarDay } from '../../../src/lib/server/app/calendar/end-calendar-day.ts';
import { tryCalendarDay, tryWithoutDay } from '../../../src/lib/server/app/calendar/try-calendar-day.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { settleAllLeftWork } from '../../../src/lib/server/app/steps/work/keep-work.ts';
import { must } from '../applications/filled-dossier.ts';
import { lastEntry, openChangeWorld, workOn } from '../calls/change-world.ts';
import type { ChangeWorld } from '../calls/change-world.ts';
import { contextOf, insertPerson, moveClock, said } from '../intake/world.ts';

let world: ChangeWorld;
let admin: Context;
beforeAll(async () => {
	world = await openChangeWorld();
	admin = await contextOf(
		world,
		await insertPerson(world, 'Lê Văn Quản', { grants: [{ role: 'administrator' }] })
	);
	await moveClock(world, 25);
	await settleAllLeftWork(world.app);
}, 120_000);
afterAll(() => world.close());

const due = async (): Promise<Date> => {
	const [work] = await workOn(world, world.call.id);
	if (!work?.due) throw new Error('the call has no deadline');
	return work.due;
};
const letters = async () => {
	const { rows } = await world.database.owner.query<{
		recipient_name: string;
		subject: string;
		body: string;
	}>(
		`SELECT recipient_name, subject, body FROM mail_message WHERE idempotency_key LIKE 'calendar-day%' ORDER BY created_at`
	);
	return rows;
};

describe('a change of the calendar', () => {
	it('says which deadlines it moves before, moves them, and tells whose they are', async () => {
		const before = await due();
		const day = {
			date: deadlineDay(before),
			kind: 'day_off',
			name: 'Nghỉ bão',
			source: 'Công văn 1/VPCP'
		} as const;
		expect(must(await tryCalendarDay(admin, day))).toEqual({ date: day.date, moved: 1 });
		// Trying changed nothing.
		expect(await due()).toEqual(before);
		expect(must(await addCalendarDay(admin, day)).moved).toBe(1);
		expect(await lastEntry(world)).toMatchObject({
			action: 'add_calendar_day',
			content: { after: { date: day.date, movedTerms: 1 } }
		});
		const after = await due();
		expect(after.getTime()).toBeGreaterThan(before.getTime());
		const [letter, ...more] = await letters();
		expect(more).toEqual([]);
		expect(letter).toMatchObject({
			recipient_name: 'Siu Thảo Vy',
			subject: expect.stringContaining('đã thay đổi') as string
		});

		const { days } = await world.app.db.read.calendar.working();
		expect(days.has(day.date)).toBe(true);
		const listed = await world.app.db.read.calendar.daysOf(Number(day.date.slice(0, 4)));
		const dayId = listed.find(({ date }) => date === day.date)?.id ?? '';
		expect(must(await tryWithoutDay(admin, dayId)).moved).toBe(1);
		expect(must(await endCalendarDay(admin, { dayId })).moved).toBe(1);
		expect(await due()).toEqual(before);
		expect(await letters()).toHaveLength(2);
	});

	it('that moves nothing tells nobody', async () => {
		const far = { date: '2031-07-01', kind: 'day_off', name: 'Nghỉ', source: 'Công văn 2/VPCP' } as const;
		expect(must(await tryCalendarDay(admin, far)).moved).toBe(0);
		expect(must(await addCalendarDay(admin, far)).moved).toBe(0);
		expect(await letters()).toHaveLength(2);
	});

	it('is tried by who may make it, and refused as it would be', async () => {
		const day = { date: '31/02/2031', kind: 'day_off', name: '', source: 'x' } as const;
		expect(said(await tryCalendarDay(admin, day))).toEqual(['date_not_in_calendar', 'calendar_name_missing']);
		expect(said(await tryCalendarDay(admin, { ...day, date: '01/07/2031', name: 'Nghỉ' }))).toBe(
			'calendar_day_twice'
		);
		expect(said(await tryCalendarDay(world.officer, { ...day, date: '02/07/2031', name: 'Nghỉ' }))).toBe(
			'not_found'
		);
		expect(said(await tryWithoutDay(world.officer, 'x'))).toBe('not_found');
		expect(said(await tryWithoutDay(admin, 'x'))).toBe('not_found');
	});
});
