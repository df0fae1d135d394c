import type { CalendarDay, WorkingCalendar } from '#lib/domain/rules/calendar.ts';

/** A day that stands in the calendar. */
export interface CalendarDayRow extends CalendarDay {
	readonly id: string;
	readonly source: string;
}

/** The last word on a year. */
export interface YearConfirmation {
	readonly year: number;
	readonly confirmed: boolean;
	readonly at: Date;
	readonly by: string;
	readonly byName: string;
}

export interface CalendarRepository {
	/** What terms are reckoned with, in one question. */
	working(): Promise<WorkingCalendar>;
	/** In the order of the dates. */
	daysOf(year: number): Promise<readonly CalendarDayRow[]>;
	day(id: string): Promise<CalendarDayRow | undefined>;
	/** False where the date stands already. */
	add(day: Omit<CalendarDayRow, 'id'>, by: string): Promise<boolean>;
	/** False where somebody was faster. */
	end(id: string, by: string): Promise<boolean>;
	confirmation(year: number): Promise<YearConfirmation | undefined>;
	confirm(entry: {
		readonly id: string;
		readonly year: number;
		readonly confirmed: boolean;
		readonly by: string;
	}): Promise<void>;
	/** Years with a day, and those somebody spoke of. */
	years(): Promise<readonly number[]>;
}
