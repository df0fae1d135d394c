/** Which places of the forms of validity and survey take text, and how long it may be. */
import type { ReadValue } from '#lib/domain/drafts/place-values.ts';
import { SURVEY_TEXT_LIMIT } from './survey.ts';
import type { SurveyGroup } from './survey.ts';
import type { ChecklistItem } from './validity.ts';

export type TypedPart = 'validity' | 'survey';

export function surveyPlaces(groups: readonly SurveyGroup[]): ReadonlySet<string> {
	return new Set(['heldOn', 'participants', 'conclusion', ...groups.map(({ key }) => `findings.${key}`)]);
}

export function validityPlaces(checklist: readonly ChecklistItem[]): ReadonlySet<string> {
	return new Set([
		'valid',
		'reason',
		...checklist.flatMap(({ key }) => [`items.${key}`, `items.${key}.note`])
	]);
}

/** Text of a place. Refusals: `input_wrong_type` for a place that is not there, `text_too_long` {max}. */
export function readTypedPlace(places: ReadonlySet<string>, path: string, value: unknown): ReadValue {
	if (!places.has(path) || typeof value !== 'string')
		return { ok: false, problems: [{ code: 'input_wrong_type' }] };
	if ([...value].length > SURVEY_TEXT_LIMIT)
		return { ok: false, problems: [{ code: 'text_too_long', params: { max: String(SURVEY_TEXT_LIMIT) } }] };
	return { ok: true, value };
}
