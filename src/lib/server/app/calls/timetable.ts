import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { isProvisional } from '#lib/domain/rules/calendar.ts';
import type { WorkingCalendar } from '#lib/domain/rules/calendar.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { lastDayOfLimit } from '#lib/domain/rules/time-limit.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { CallRow } from './ports.ts';

/** A date that the public may count on; `at` is exact, `by` the last day that the rules allow. */
export type TimetableEntry =
	| { readonly kind: 'opens' | 'closes'; readonly at: Date }
	| {
			readonly kind: 'opening';
			readonly by: CalendarDate;
			readonly citation: string;
			/** Reckoned into a year whose days off are not known yet. */
			readonly provisional: boolean;
	  };

/** The dates of a call that follow from its window and its rule set. */
export function timetableOf(
	definition: ProgrammeDefinition,
	call: Pick<CallRow, 'opensAt' | 'closesAt'>,
	calendar: WorkingCalendar
): TimetableEntry[] {
	const closing = deadlineDay(call.closesAt);
	const { timeLimits } = rulesOn(definition.ruleSet, closing);
	const opening = timeLimits?.value['opening'];
	const by = opening === undefined ? undefined : lastDayOfLimit(closing, opening, calendar);
	return [
		{ kind: 'opens', at: call.opensAt },
		{ kind: 'closes', at: call.closesAt },
		...(by === undefined || timeLimits === undefined
			? []
			: [
					{
						kind: 'opening' as const,
						by,
						citation: timeLimits.citation,
						provisional: isProvisional(calendar, closing, by)
					}
				])
	];
}
