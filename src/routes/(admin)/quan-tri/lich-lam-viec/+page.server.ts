import type { Actions, PageServerLoad } from './$types';
import { calendarDayShape, calendarYearShape } from '#lib/contracts/calendar/calendar-day.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { addCalendarDay } from '#lib/server/app/calendar/add-calendar-day.ts';
import { confirmYear } from '#lib/server/app/calendar/confirm-year.ts';
import { endCalendarDay } from '#lib/server/app/calendar/end-calendar-day.ts';
import { readCalendar } from '#lib/server/app/calendar/read-calendar.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const year = calendarYearShape.safeParse({ year: url.searchParams.get('nam') ?? '' });
	return valueOrError(
		await readCalendar(locals.ctx, { year: year.success ? year.data.year : undefined }),
		url
	);
};

export const actions: Actions = {
	add: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(calendarDayShape, fields);
		const added = input.ok ? await addCalendarDay(locals.ctx, input.value) : input;
		return added.ok ? { done: 'added' as const } : failWith(added.refusal, fields);
	},
	end: async ({ request, locals }) => {
		const { dayId = '' } = await formFields(request);
		const ended = await endCalendarDay(locals.ctx, { dayId });
		return ended.ok ? { done: 'ended' as const } : failWith(ended.refusal, {});
	},
	confirm: async ({ request, locals }) => {
		const input = parseInput(calendarYearShape, await formFields(request));
		const confirmed = input.ok ? await confirmYear(locals.ctx, input.value) : input;
		return confirmed.ok ? { done: 'confirmed' as const } : failWith(confirmed.refusal, {});
	}
};
