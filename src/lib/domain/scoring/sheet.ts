/**
 * One member's evaluation sheet of one application.
 *
 * A mark is a whole number or null. Null means "not scored yet" and is never read as 0: points and totals
 * that depend on it are null too, and an incomplete sheet cannot be submitted.
 */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { markSlots } from './scale.ts';
import type { Criterion, MarkSlot, Rubric } from './scale.ts';

export interface SheetContent {
	/** By slot key: `criterion` on a points scale, `criterion.sub` on a rating scale. Absent is null. */
	readonly marks: Readonly<Record<string, number | null>>;
	/** By criterion key. */
	readonly comments: Readonly<Record<string, string>>;
}

export const EMPTY_SHEET: SheetContent = { marks: {}, comments: {} };

/** The mark at a slot, or null when it is not scored. */
function markAt(content: SheetContent, slot: MarkSlot): number | null {
	return Object.hasOwn(content.marks, slot.key) ? (content.marks[slot.key] ?? null) : null;
}

/** Whether a value may stand at a slot: a whole number 0..max. Null (not scored) may stand anywhere. */
function markProblem(slot: MarkSlot, mark: number | null): Refusal | undefined {
	if (mark === null) return undefined;
	if (!Number.isSafeInteger(mark)) return { code: 'mark_not_whole', field: slot.key };
	if (mark < 0 || mark > slot.max) {
		return { code: 'mark_out_of_range', field: slot.key, params: { max: String(slot.max) } };
	}
	return undefined;
}

/**
 * Whole points of a criterion: the mark itself, or Σ rating × coefficient.
 * Null while any of its marks is missing. A mark outside its scale is a bug here: sheets are checked first.
 */
export function criterionPoints(criterion: Criterion, content: SheetContent): number | null {
	let points = 0;
	for (const slot of markSlots(criterion)) {
		const mark = markAt(content, slot);
		if (mark === null) return null;
		if (markProblem(slot, mark) !== undefined) throw new RangeError(`unchecked mark at ${slot.key}: ${mark}`);
		points += mark * slot.coefficient;
	}
	return points;
}

/** Whole points 0..100, or null until every mark is given. */
export function sheetTotal(rubric: Rubric, content: SheetContent): number | null {
	let total = 0;
	for (const criterion of rubric.criteria) {
		const points = criterionPoints(criterion, content);
		if (points === null) return null;
		total += points;
	}
	return total;
}

/** How far a member has come: slots marked out of all slots. */
export function sheetProgress(rubric: Rubric, content: SheetContent): { marked: number; of: number } {
	const slots = rubric.criteria.flatMap(markSlots);
	return { marked: slots.filter((slot) => markAt(content, slot) !== null).length, of: slots.length };
}

/**
 * Problems of a draft as it is saved: what is there must be possible, nothing has to be complete.
 * `mark_unknown`, `comment_unknown`, `mark_not_whole`, `mark_out_of_range` {max}; field = slot or criterion key.
 */
export function checkDraft(rubric: Rubric, content: SheetContent): Refusal[] {
	const slots = rubric.criteria.flatMap(markSlots);
	const slotKeys = new Set(slots.map((slot) => slot.key));
	const criterionKeys = new Set(rubric.criteria.map((criterion) => criterion.key));
	return [
		...Object.keys(content.marks)
			.filter((key) => !slotKeys.has(key))
			.map((field): Refusal => ({ code: 'mark_unknown', field })),
		...Object.keys(content.comments)
			.filter((key) => !criterionKeys.has(key))
			.map((field): Refusal => ({ code: 'comment_unknown', field })),
		...slots.flatMap((slot) => markProblem(slot, markAt(content, slot)) ?? [])
	];
}

/**
 * Everything that keeps a sheet from being submitted, in the order of the form: the problems of a draft,
 * `mark_missing` {place: as the sheet numbers it} (field = slot key) and `comment_required` (field = criterion key) by the rubric's rule.
 */
export function checkSheet(rubric: Rubric, content: SheetContent): Refusal[] {
	const problems = checkDraft(rubric, content);
	for (const [index, criterion] of rubric.criteria.entries()) {
		const slots = markSlots(criterion);
		for (const [part, slot] of slots.entries()) {
			if (markAt(content, slot) !== null) continue;
			const place = slot.subKey === undefined ? `${index + 1}` : `${index + 1}.${part + 1}`;
			problems.push({ code: 'mark_missing', field: slot.key, params: { place } });
		}
		const hasZero = slots.some((slot) => markAt(content, slot) === 0);
		const required = rubric.comments === 'always' || (rubric.comments === 'on_zero' && hasZero);
		if (required && commentOn(content, criterion.key) === '') {
			problems.push({ code: 'comment_required', field: criterion.key });
		}
	}
	return problems;
}

/** The frozen ballot of a sheet: points by criterion key and their total. Refuses `sheet_incomplete` with causes. */
export function freezeSheet(
	rubric: Rubric,
	content: SheetContent
): Result<{ readonly points: Readonly<Record<string, number>>; readonly total: number }> {
	const causes = checkSheet(rubric, content);
	if (causes.length > 0) return refuse('sheet_incomplete', { causes });
	const points: Record<string, number> = {};
	let total = 0;
	for (const criterion of rubric.criteria) {
		const given = criterionPoints(criterion, content);
		if (given === null) throw new Error(`checked sheet without points at ${criterion.key}`);
		points[criterion.key] = given;
		total += given;
	}
	return ok({ points, total });
}

function commentOn(content: SheetContent, criterionKey: string): string {
	return Object.hasOwn(content.comments, criterionKey) ? (content.comments[criterionKey] ?? '').trim() : '';
}
