import { can } from '#lib/domain/access/policy.ts';
import { isKnownYear } from '#lib/domain/rules/calendar.ts';
import { dateParts, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { CalendarDayRow, YearConfirmation } from './ports.ts';

export interface CalendarView {
	readonly year: number;
	/** Years to choose from: those that are listed, this one and the next. */
	readonly years: readonly number[];
	readonly days: readonly CalendarDayRow[];
	/** Terms that reach into the year are final. */
	readonly known: boolean;
	readonly confirmation: YearConfirmation | null;
	readonly may: { readonly manage: boolean };
}

/** The days of one year that differ from their weekday. A year outside the calendar's reach is this year. */
export async function readCalendar(
	ctx: Context,
	question: { readonly year: number | undefined }
): Promise<Result<CalendarView>> {
	return ask(ctx, 'calendar.read', {}, async (read) => {
		const now = dateParts(vietnamDateOf(await read.clock.now())).year;
		const years = [...new Set([...(await read.calendar.years()), now, now + 1])].sort((a, b) => a - b);
		const year = question.year !== undefined && years.includes(question.year) ? question.year : now;
		return ok({
			year,
			years,
			days: await read.calendar.daysOf(year),
			known: isKnownYear(await read.calendar.working(), year),
			confirmation: (await read.calendar.confirmation(year)) ?? null,
			may: { manage: can(ctx.actor, 'calendar.manage').ok }
		});
	});
}
