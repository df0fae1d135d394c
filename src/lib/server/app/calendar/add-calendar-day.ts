import type { CalendarDay } from '#lib/domain/rules/calendar.ts';
import { calendarWith } from '#lib/domain/rules/calendar.ts';
import { dateParts, parseCalendarDate, weekday } from '#lib/domain/shared/period.ts';
import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { movedTerms, tellMovedTerms } from '../steps/work/moved-terms.ts';
import type { CalendarDayRow } from './ports.ts';
import { reopenYear } from './reopen-year.ts';

const NAME_LIMIT = 100;
const SOURCE_LIMIT = 200;

interface TypedDay {
	/** As typed. */
	readonly date: string;
	readonly kind: CalendarDay['kind'];
	readonly name: string;
	readonly source: string;
}

/** A day as typed, with everything that is wrong with it: `calendar_day_wrong` and its causes. */
export function readDay(input: TypedDay): Result<Omit<CalendarDayRow, 'id'>> {
	const [name, source] = [collapse(input.name), collapse(input.source)];
	const causes: Refusal[] = [];
	const date = parseCalendarDate(input.date, 'date');
	if (!date.ok) causes.push(date.refusal);
	else if (input.kind === 'working_day' && weekday(date.value) <= 5) {
		causes.push({ code: 'calendar_work_on_weekday', field: 'date' });
	}
	if (name === '') causes.push({ code: 'calendar_name_missing', field: 'name' });
	if (source === '') causes.push({ code: 'calendar_source_missing', field: 'source' });
	for (const [field, text, max] of [
		['name', name, NAME_LIMIT],
		['source', source, SOURCE_LIMIT]
	] as const) {
		if ([...text].length > max) causes.push({ code: 'text_too_long', field, params: { max: String(max) } });
	}
	if (!date.ok || causes.length > 0) return refuse('calendar_day_wrong', { causes });
	return ok({ date: date.value, kind: input.kind, name, source });
}

/**
 * Adds a holiday or an exchanged day, with the document that fixes it. A year that was confirmed is not any more;
 * whoever has a deadline that moves is told.
 * Refuses `calendar_day_wrong` with every cause (the date's own, `calendar_work_on_weekday`, `calendar_name_missing`,
 * `calendar_source_missing`, `text_too_long`), `calendar_day_twice` {date}, `not_found`.
 */
export async function addCalendarDay(
	ctx: Context,
	input: TypedDay
): Promise<Result<{ readonly year: number; readonly moved: number }>> {
	const about: AuditedObject = { type: 'calendar_year', id: '' };
	return transact(ctx, 'add_calendar_day', about, async ({ tx, permit, note }) => {
		const allowed = permit('calendar.manage');
		if (!allowed.ok) return allowed;
		const person = personOf(ctx);
		if (!person.ok) return person;
		const read = readDay(input);
		if (!read.ok) return read;
		const day = read.value;
		const { year } = dateParts(day.date);
		const moved = await movedTerms(tx, calendarWith(await tx.calendar.working(), day));
		note({ objectId: String(year), after: { ...day, movedTerms: moved.length } });
		if (!(await tx.calendar.add(day, person.value.personId))) {
			return refuse('calendar_day_twice', { field: 'date', params: { date: day.date } });
		}
		await reopenYear(tx, ctx, year, person.value.personId);
		await tellMovedTerms(ctx, tx, moved, `calendar-day:${ctx.app.ids.v7()}`);
		return ok({ year, moved: moved.length });
	});
}
