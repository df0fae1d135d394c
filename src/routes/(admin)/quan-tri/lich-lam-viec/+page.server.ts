import type { Actions, PageServerLoad } from './$types';
import { calendarDayShape, calendarYearShape } from '#lib/contracts/calendar/calendar-day.ts';
import { addCalendarDay } from '#lib/server/app/calendar/add-calendar-day.ts';
import { confirmYear } from '#lib/server/app/calendar/confirm-year.ts';
import { endCalendarDay } from '#lib/server/app/calendar/end-calendar-day.ts';
import { readCalendar } from '#lib/server/app/calendar/read-calendar.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { hiddenFields } from '#lib/server/http/hidden-fields.ts';
import { questionOfCalendar } from '#lib/server/http/questions/calendar.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const year = calendarYearShape.safeParse({ year: url.searchParams.get('nam') ?? '' });
	return valueOrError(
		await readCalendar(locals.ctx, { year: year.success ? year.data.year : undefined }),
		url
	);
};

export const actions: Actions = {
	add: formAction(calendarDayShape, addCalendarDay, {
		ask: (ctx, { fields }) => questionOfCalendar(ctx, 'add', fields),
		letters: true,
		done: ({ moved }) => ({ done: 'added', moved })
	}),
	end: formAction(hiddenFields('dayId'), endCalendarDay, {
		ask: (ctx, { fields }) => questionOfCalendar(ctx, 'end', fields),
		letters: true,
		typed: nothing,
		done: ({ moved }) => ({ done: 'ended', moved })
	}),
	confirm: formAction(calendarYearShape, confirmYear, { typed: nothing, done: { done: 'confirmed' } })
};
