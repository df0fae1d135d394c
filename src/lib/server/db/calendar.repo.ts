import { workingCalendar } from '#lib/domain/rules/calendar.ts';
import type { CalendarDay } from '#lib/domain/rules/calendar.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import type { CalendarDayRow, CalendarRepository, YearConfirmation } from '#lib/server/app/calendar/ports.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';

interface StoredDay {
	readonly id: string;
	/** ISO. */
	readonly date: string;
	readonly kind: CalendarDay['kind'];
	readonly name: string;
	readonly source: string;
}

const toDay = (row: StoredDay): CalendarDayRow => ({ ...row, date: calendarDate(row.date) });

const DAY = Prisma.sql`SELECT id, to_char(day, 'YYYY-MM-DD') AS date, kind, name, source FROM calendar_day WHERE ended_at IS NULL`;

export function calendarRepository(db: Connection): CalendarRepository {
	return {
		async working() {
			const [row] = await db.$queryRaw<{ days: StoredDay[]; years: number[] }[]>`
				SELECT coalesce((SELECT json_agg(d) FROM (${DAY}) d), '[]') AS days,
				  coalesce((SELECT json_agg(y.year) FROM (SELECT DISTINCT ON (year) year, confirmed FROM calendar_confirmation
				    ORDER BY year, at DESC, id DESC) y WHERE y.confirmed), '[]') AS years`;
			if (row === undefined) throw new Error('the calendar answered no row');
			const calendar = workingCalendar(row.days.map(toDay), row.years);
			if (!calendar.ok) throw new Error(`calendar_day: ${calendar.refusal.code}`);
			return calendar.value;
		},
		async daysOf(year) {
			const rows = await db.$queryRaw<
				StoredDay[]
			>`${DAY} AND extract(year FROM day) = ${year}::int ORDER BY day`;
			return rows.map(toDay);
		},
		async day(id) {
			const rows = await db.$queryRaw<StoredDay[]>`${DAY} AND id = ${id}::uuid`;
			return rows.map(toDay)[0];
		},
		async add({ date, kind, name, source }, by) {
			const count = await db.$executeRaw`
				INSERT INTO calendar_day (day, kind, name, source, added_at, added_by)
				VALUES (${date}::date, ${kind}, ${name}, ${source}, app_now(), ${by}::uuid)
				ON CONFLICT (day) WHERE ended_at IS NULL DO NOTHING`;
			return count === 1;
		},
		async end(id, by) {
			const count = await db.$executeRaw`
				UPDATE calendar_day SET ended_at = app_now(), ended_by = ${by}::uuid WHERE id = ${id}::uuid AND ended_at IS NULL`;
			return count === 1;
		},
		async confirmation(year) {
			const rows = await db.$queryRaw<YearConfirmation[]>`
				SELECT c.year, c.confirmed, c.at, c.by, p.full_name AS "byName" FROM calendar_confirmation c
				JOIN person p ON p.id = c.by WHERE c.year = ${year}::int ORDER BY c.at DESC, c.id DESC LIMIT 1`;
			return rows[0];
		},
		async confirm({ id, year, confirmed, by }) {
			await db.$executeRaw`
				INSERT INTO calendar_confirmation (id, year, confirmed, at, by)
				VALUES (${id}::uuid, ${year}::int, ${confirmed}, app_now(), ${by}::uuid)`;
		},
		async years() {
			const rows = await db.$queryRaw<{ year: number }[]>`
				SELECT DISTINCT extract(year FROM day)::int AS year FROM calendar_day WHERE ended_at IS NULL
				UNION SELECT year FROM calendar_confirmation ORDER BY year`;
			return rows.map(({ year }) => year);
		}
	};
}
