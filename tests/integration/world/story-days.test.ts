import { describe, expect, it } from 'vitest';
import { workingCalendar } from '../../../src/lib/domain/rules/calendar.ts';
import { calendarDate } from '../../../src/lib/domain/shared/period.ts';
import { done } from '../../../world/demonstration.ts';
import { storyDay, workingDayBefore } from '../../../world/story-days.ts';

// Saturday the 2nd and Sunday the 3rd stand between Friday, a holiday, and Monday.
const calendar = done(
	workingCalendar([{ date: calendarDate('2026-05-01'), kind: 'holiday', name: 'Ngày Quốc tế Lao động' }])
);
const monday = calendarDate('2026-05-04');
const sunday = calendarDate('2026-05-03');

describe('the days of the story', () => {
	it('counts a week as five working days, and a holiday as none', () => {
		expect(storyDay(calendar, monday, 0)).toBe('2026-05-04');
		expect(storyDay(calendar, monday, 1)).toBe('2026-04-30');
		expect(storyDay(calendar, monday, 7)).toBe('2026-04-24');
		expect(storyDay(calendar, monday, -7)).toBe('2026-05-11');
	});

	it('has today on the next working day, and yesterday before today, when the portal starts on a Sunday', () => {
		expect(storyDay(calendar, sunday, 0)).toBe('2026-05-04');
		expect(storyDay(calendar, sunday, -1)).toBe('2026-05-05');
		expect(storyDay(calendar, sunday, 1)).toBe('2026-04-30');
	});

	it('never puts what comes later before what came first', () => {
		const days = Array.from({ length: 240 }, (_none, at) => storyDay(calendar, monday, 180 - at));
		expect(days).toEqual([...days].sort());
	});

	it('ends a term on the working day before, over a weekend and a holiday', () => {
		expect(workingDayBefore(calendar, monday)).toBe('2026-04-30');
	});
});
