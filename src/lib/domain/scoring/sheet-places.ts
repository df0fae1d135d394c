/** A sheet as places and values: `marks/<slot>`, `comments/<criterion>`, `comment`. */
import type { PlaceValues, ReadValue } from '#lib/domain/drafts/place-values.ts';
import { cleanText, graphemeLength } from '#lib/domain/shared/vietnamese-text.ts';
import type { SheetState } from './merge-sheet.ts';
import type { Rubric } from './scale.ts';
import { checkDraft } from './sheet.ts';

/** Characters of a comment. */
export const MOST_WORDS = 4000;

export const markPlace = (slotKey: string): string => `marks/${slotKey}`;
export const commentPlace = (criterionKey: string): string => `comments/${criterionKey}`;
export const OVERALL_PLACE = 'comment';

/** What is empty has no value. */
export function sheetValues(sheet: SheetState): PlaceValues {
	const places: [string, unknown][] = [
		...Object.entries(sheet.marks).map(([slot, mark]): [string, unknown] => [markPlace(slot), mark]),
		...Object.entries(sheet.comments).map(([key, words]): [string, unknown] => [commentPlace(key), words]),
		[OVERALL_PLACE, sheet.comment]
	];
	return Object.fromEntries(places.filter(([, value]) => value !== null && value !== ''));
}

export function sheetOf(values: PlaceValues): SheetState {
	const marks: Record<string, number | null> = {};
	const comments: Record<string, string> = {};
	for (const [path, value] of Object.entries(values)) {
		const [kind, key = ''] = path.split('/');
		if (kind === 'marks') marks[key] = typeof value === 'number' ? value : null;
		else if (kind === 'comments') comments[key] = wordsOf(value);
	}
	return { marks, comments, comment: wordsOf(values[OVERALL_PLACE]) };
}

/** Reads what is written at a place of a draft: possible it must be, complete it need not. */
export function readSheetPlace(rubric: Rubric, path: string, value: unknown): ReadValue {
	const [kind, key = ''] = path.split('/');
	if (kind === 'marks') {
		const mark = typeof value === 'number' || value === null ? value : Number.NaN;
		return checked(rubric, { marks: { [key]: mark }, comments: {}, comment: '' }, mark);
	}
	if (path !== OVERALL_PLACE && kind !== 'comments')
		return { ok: false, problems: [{ code: 'field_unknown' }] };
	if (typeof value !== 'string' && value !== null)
		return { ok: false, problems: [{ code: 'answer_wrong_type' }] };
	const words = cleanText(value ?? '');
	if (graphemeLength(words) > MOST_WORDS)
		return { ok: false, problems: [{ code: 'text_too_long', params: { max: String(MOST_WORDS) } }] };
	const comments = kind === 'comments' ? { [key]: words } : {};
	return checked(rubric, { marks: {}, comments, comment: '' }, words === '' ? null : words);
}

function checked(rubric: Rubric, content: SheetState, value: unknown): ReadValue {
	const problems = checkDraft(rubric, content).map(({ code, params }) => ({
		code,
		...(params === undefined ? {} : { params })
	}));
	return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

function wordsOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
