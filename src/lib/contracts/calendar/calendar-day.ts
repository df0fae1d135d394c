import { z } from 'zod';
import { postedNumber } from '../posted-number.ts';

/** A day as posted; what is wrong with date, name and source is said by the verb, all at once. */
export const calendarDayShape = z.object({
	date: z.string().max(40),
	kind: z.enum(['holiday', 'day_off', 'working_day']),
	name: z.string().max(1000),
	source: z.string().max(1000)
});

export const calendarYearShape = z.object({
	year: postedNumber({ min: 2000, max: 2200, wrong: 'calendar_year_wrong' })
});
