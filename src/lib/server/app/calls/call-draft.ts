import { contactProblems } from '#lib/domain/workflow/call-contact.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { addWorkingDays } from '#lib/domain/rules/calendar.ts';
import type { WorkingCalendar } from '#lib/domain/rules/calendar.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { addDays, startOfVietnamDay, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { inTimeForSecondCall } from '#lib/domain/workflow/second-call.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { CallDraft, CallRow, LotRow } from './ports.ts';

const CODE = /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*$/;

/** `call_code_malformed`: a code is capital letters, digits and dashes, and stands in the address of its call. */
export function codeProblem(code: string, field: string): Refusal | undefined {
	if (CODE.test(code) && code.length <= 24) return undefined;
	return refuse('call_code_malformed', { field }).refusal;
}

/** What makes a draft unfit to be stored at all. */
export function draftProblems(draft: CallDraft): Refusal[] {
	const problems: Refusal[] = [];
	if (draft.title.vi === '') problems.push(refuse('call_title_missing', { field: 'titleVi' }).refusal);
	if (draft.opensAt >= draft.closesAt)
		problems.push(refuse('call_window_reversed', { field: 'closesAt' }).refusal);
	if (draft.envelope !== null && draft.envelope <= 0n) {
		problems.push(refuse('call_envelope_not_positive', { field: 'envelope' }).refusal);
	}
	return problems;
}

/**
 * What keeps a draft from being published, all at once: `call_without_lots`, `call_envelope_missing`,
 * `call_fund_missing`, `call_year_missing`, `call_opens_in_the_past`, `call_window_too_short` {days} (TT 20/2023, Art. 3.2: the list,
 * conditions and procedure are public for the time that the rule set gives), those of `contactProblems` and of `inTimeForSecondCall`.
 */
export function publicationProblems(
	draft: CallDraft,
	definition: ProgrammeDefinition,
	lots: readonly LotRow[],
	{
		now,
		calendar,
		first
	}: {
		readonly now: Date;
		readonly calendar: WorkingCalendar;
		/** The call that this one announces a second time. */
		readonly first: Pick<CallRow, 'publishedAt'> | undefined;
	}
): Refusal[] {
	const problems = [...draftProblems(draft), ...contactProblems(draft.contact)];
	if (lots.length === 0) problems.push(refuse('call_without_lots').refusal);
	if (flowOf(definition).paid) {
		if (draft.envelope === null)
			problems.push(refuse('call_envelope_missing', { field: 'envelope' }).refusal);
		if (draft.fundSourceId === null)
			problems.push(refuse('call_fund_missing', { field: 'fundSourceId' }).refusal);
		if (draft.budgetYear === null)
			problems.push(refuse('call_year_missing', { field: 'budgetYear' }).refusal);
	}
	const today = vietnamDateOf(now);
	if (draft.closesAt <= now) problems.push(refuse('call_closes_in_the_past', { field: 'closesAt' }).refusal);
	const rules = rulesOn(definition.ruleSet, today);
	if (first !== undefined && first.publishedAt !== null) {
		const inTime = inTimeForSecondCall(first.publishedAt, rules, today);
		if (!inTime.ok) problems.push(inTime.refusal);
	}
	const window = rules.publicationWindow?.value;
	if (window !== undefined) {
		// The day of publication is not counted (Civil Code 2015, Art. 147).
		const earliest =
			'days' in window ? addDays(today, window.days) : addWorkingDays(calendar, today, window.workingDays);
		if (draft.closesAt < startOfVietnamDay(earliest)) {
			const days = 'days' in window ? window.days : window.workingDays;
			problems.push(
				refuse('call_window_too_short', { field: 'closesAt', params: { days: String(days) } }).refusal
			);
		}
	}
	return problems;
}
