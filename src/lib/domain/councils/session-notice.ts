/** Whether a session is planned as far ahead as its members must have their documents (TT 20/2023, Art. 9.1). */
import { isProvisional, workingDaysBetween } from '#lib/domain/rules/calendar.ts';
import type { WorkingCalendar } from '#lib/domain/rules/calendar.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { lastDayOfLimit } from '#lib/domain/rules/time-limit.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';

export interface ShortNotice {
	/** How far ahead it is planned, and how far the rules ask for; in working days or in days. */
	readonly given: number;
	readonly needed: number;
	readonly unit: 'working_days' | 'days';
	/** The first day on which the session would be in time. */
	readonly earliest: CalendarDate;
	readonly citation: string;
	readonly verify: boolean;
	/** Reckoned into a year whose days off are not known yet. */
	readonly provisional: boolean;
}

/**
 * What falls short; null where the plan is in time or the rule set names no limit. A warning and no refusal: the
 * office may have sent the documents before. The day of planning is not counted (Civil Code 2015, Art. 147).
 */
export function shortNotice(
	plan: { readonly plannedAt: Date; readonly scheduledAt: Date },
	rules: Pick<RulesInForce, 'timeLimits'>,
	calendar: WorkingCalendar
): ShortNotice | null {
	const limits = rules.timeLimits;
	const limit = limits?.value['documents_to_members'];
	if (limits === undefined || limit === undefined) return null;
	const [from, held] = [vietnamDateOf(plan.plannedAt), vietnamDateOf(plan.scheduledAt)];
	const inWorkingDays = 'workingDays' in limit;
	const earliest = lastDayOfLimit(from, limit, calendar);
	if (held >= earliest) return null;
	return {
		given: inWorkingDays
			? workingDaysBetween(calendar, from, held)
			: Math.round((Date.parse(held) - Date.parse(from)) / 86_400_000),
		needed: inWorkingDays ? limit.workingDays : limit.days,
		unit: inWorkingDays ? 'working_days' : 'days',
		earliest,
		citation: limits.citation,
		verify: limits.verify === true,
		provisional: inWorkingDays && isProvisional(calendar, from, earliest)
	};
}
