import { calendarWith } from '#lib/domain/rules/calendar.ts';
import { dateParts } from '#lib/domain/shared/period.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { movedTerms, tellMovedTerms } from '../steps/work/moved-terms.ts';
import { reopenYear } from './reopen-year.ts';

/**
 * Takes a day out of the calendar; its row stays, ended. A year that was confirmed is not any more. Refuses
 * `already_done` (somebody was faster), `not_found`.
 */
export async function endCalendarDay(
	ctx: Context,
	input: { readonly dayId: string }
): Promise<Result<{ readonly year: number; readonly moved: number }>> {
	const about: AuditedObject = { type: 'calendar_year', id: '' };
	return transact(ctx, 'end_calendar_day', about, async ({ tx, permit, note }) => {
		const allowed = permit('calendar.manage');
		if (!allowed.ok) return allowed;
		const person = personOf(ctx);
		if (!person.ok) return person;
		const day = isUuid(input.dayId) ? await tx.calendar.day(input.dayId) : undefined;
		if (day === undefined) return refuse('not_found');
		const { year } = dateParts(day.date);
		const moved = await movedTerms(tx, calendarWith(await tx.calendar.working(), day.date));
		note({ objectId: String(year), before: day, after: { movedTerms: moved.length } });
		if (!(await tx.calendar.end(day.id, person.value.personId))) return refuse('already_done');
		await reopenYear(tx, ctx, year, person.value.personId);
		await tellMovedTerms(ctx, tx, moved, `calendar-day-ended:${day.id}`);
		return ok({ year, moved: moved.length });
	});
}
