import { flowOf } from '#lib/domain/flow/flow.ts';
/** The site survey (biên bản khảo sát) that the office records before the council reads a dossier. */
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { parseCalendarDate, vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';

/** Longest text in a survey, characters. */
export const SURVEY_TEXT_LIMIT = 4000;

export interface SurveyGroup {
	readonly key: string;
	readonly label: Localized;
}

export interface SurveyFinding {
	readonly groupKey: string;
	readonly finding: string;
}

export interface SurveyAsTyped {
	/** As typed: `28/02/2026` or ISO. */
	readonly heldOn: string;
	readonly participants: string;
	readonly findings: readonly SurveyFinding[];
	readonly conclusion: string;
	/** Finishing freezes the minutes and shows them to the council. */
	readonly finish: boolean;
}

export interface SurveyChecked extends Omit<SurveyAsTyped, 'heldOn'> {
	readonly heldOn: CalendarDate;
}

/**
 * The groups of the minutes: the fixed rows of the table that the workflow names (the nine groups of the
 * status assessment). None where the definition names none: the minutes then have a conclusion only.
 */
export function surveyGroups(definition: ProgrammeDefinition): SurveyGroup[] {
	const from = flowOf(definition).surveyGroups;
	if (from === null) return [];
	const [sectionKey, fieldKey] = from;
	const section = definition.sections.find(({ key }) => key === sectionKey);
	const field = section?.fields.find(({ key }) => key === fieldKey);
	if (field?.kind !== 'table' || field.fixedRows === undefined) return [];
	return field.fixedRows.map(({ key, label }) => ({ key, label }));
}

/**
 * The survey as it may be recorded. All problems at once, as causes of `survey_wrong`: those of the date
 * (`date_empty`, `date_format`, ...), `date_in_future`, `survey_before_opening`, `survey_group_unknown`,
 * `text_too_long` {max}; and, when finishing, `survey_participants_missing`, `survey_conclusion_missing` and
 * `survey_finding_missing` (field `findings.<group>`) for every group that is empty.
 */
export function checkSurvey(
	survey: SurveyAsTyped,
	facts: { readonly groups: readonly SurveyGroup[]; readonly openedAt: Date; readonly now: Date }
): Result<SurveyChecked> {
	const date = parseCalendarDate(survey.heldOn, 'heldOn');
	const causes: Refusal[] = date.ok ? dateProblems(date.value, facts) : [date.refusal];
	for (const { groupKey, finding } of survey.findings) {
		const field = `findings.${groupKey}`;
		if (!facts.groups.some(({ key }) => key === groupKey))
			causes.push({ code: 'survey_group_unknown', field });
		causes.push(...tooLong(finding, field));
	}
	causes.push(...tooLong(survey.participants, 'participants'), ...tooLong(survey.conclusion, 'conclusion'));
	if (survey.finish) causes.push(...missing(survey, facts.groups));
	if (!date.ok || causes.length > 0) return refuse('survey_wrong', { causes });
	return ok({
		...survey,
		heldOn: date.value,
		participants: survey.participants.trim(),
		conclusion: survey.conclusion.trim(),
		findings: survey.findings.map(({ groupKey, finding }) => ({ groupKey, finding: finding.trim() }))
	});
}

function dateProblems(date: CalendarDate, facts: { readonly openedAt: Date; readonly now: Date }): Refusal[] {
	if (date > vietnamDateOf(facts.now)) return [{ code: 'date_in_future', field: 'heldOn' }];
	if (date < vietnamDateOf(facts.openedAt)) return [{ code: 'survey_before_opening', field: 'heldOn' }];
	return [];
}

function missing(survey: SurveyAsTyped, groups: readonly SurveyGroup[]): Refusal[] {
	const causes: Refusal[] = [];
	if (survey.participants.trim() === '') {
		causes.push({ code: 'survey_participants_missing', field: 'participants' });
	}
	for (const { key } of groups) {
		const said = survey.findings.find(({ groupKey }) => groupKey === key)?.finding ?? '';
		if (said.trim() === '') causes.push({ code: 'survey_finding_missing', field: `findings.${key}` });
	}
	if (survey.conclusion.trim() === '')
		causes.push({ code: 'survey_conclusion_missing', field: 'conclusion' });
	return causes;
}

function tooLong(text: string, field: string): Refusal[] {
	return [...text].length > SURVEY_TEXT_LIMIT
		? [{ code: 'text_too_long', field, params: { max: String(SURVEY_TEXT_LIMIT) } }]
		: [];
}
