/**
 * What a committee marks against, and how marks become points.
 *
 * A rubric is data in a programme definition. The tally never looks at a scale: it takes whole points
 * per criterion, whatever the scale was, so a third kind of scale changes this file only.
 */
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';

/** The total that every rubric adds up to (TT 20/2023, Art. 12: "tổng số điểm tối đa là 100"). */
export const RUBRIC_TOTAL = 100;

/** The highest rating of a sub-criterion: 4-3-2-1-0 on the evaluation form. */
export const HIGHEST_RATING = 4;

export interface SubCriterion {
	readonly key: string;
	readonly label: Localized;
	/** Whole, at least 1. Points of the sub-criterion = rating × coefficient. */
	readonly coefficient: number;
	/** What a given rating looks like, by the rating written as text ("0".."4"). */
	readonly anchors?: Readonly<Record<string, Localized>>;
}

export interface PointsScale {
	readonly kind: 'points';
	/** Whole, at least 1. A mark is a whole number 0..max. */
	readonly max: number;
}

export interface RatingScale {
	readonly kind: 'rating';
	readonly sub: readonly SubCriterion[];
}

export type Scale = PointsScale | RatingScale;

export interface Criterion {
	readonly key: string;
	readonly label: Localized;
	readonly guidance?: Localized;
	readonly scale: Scale;
	/** For a points scale: what a number of points looks like, by the points written as text. */
	readonly anchors?: Readonly<Record<string, Localized>>;
	/** The criterion whose mean decides between equals (TT 20/2023, Art. 11); at most one. */
	readonly tieBreak?: boolean;
}

/** When a member must explain a mark: never, where something got 0, or at every criterion. */
export type CommentRule = 'optional' | 'on_zero' | 'always';

export interface Rubric {
	readonly criteria: readonly Criterion[];
	/** Absent: comments are optional. */
	readonly comments?: CommentRule;
}

/** One place on a sheet where a mark goes. */
export interface MarkSlot {
	/** `criterion` on a points scale, `criterion.sub` on a rating scale; also the key in a sheet's marks. */
	readonly key: string;
	readonly criterionKey: string;
	readonly subKey?: string;
	readonly max: number;
	/** Points for each unit of the mark. */
	readonly coefficient: number;
}

/** The slots of one criterion, in the order of the form. */
export function markSlots(criterion: Criterion): MarkSlot[] {
	const { scale } = criterion;
	if (scale.kind === 'points') {
		return [{ key: criterion.key, criterionKey: criterion.key, max: scale.max, coefficient: 1 }];
	}
	return scale.sub.map((sub) => ({
		key: `${criterion.key}.${sub.key}`,
		criterionKey: criterion.key,
		subKey: sub.key,
		max: HIGHEST_RATING,
		coefficient: sub.coefficient
	}));
}

/** The most points that a criterion can give. */
export function maximumPoints(criterion: Criterion): number {
	return markSlots(criterion).reduce((sum, slot) => sum + slot.max * slot.coefficient, 0);
}

/** The most points that a rubric can give; 100 in a rubric that passes `checkRubric`. */
export function maximumTotal(rubric: Rubric): number {
	return rubric.criteria.reduce((sum, criterion) => sum + maximumPoints(criterion), 0);
}

/** The criterion flagged to decide between equals, if the rubric has one. */
export function tieBreakCriterion(rubric: Rubric): Criterion | undefined {
	return rubric.criteria.find((criterion) => criterion.tieBreak === true);
}

const KEY = /^[a-z][a-z0-9_]*$/;

/**
 * Checks a rubric as a whole and names every problem at once (`rubric_invalid`, causes):
 * `rubric_empty`, `rubric_key_malformed` (a dot would make two slots collide), `rubric_key_repeated`,
 * `rubric_maximum_not_whole`, `rubric_coefficient_not_whole`, `rubric_no_sub_criteria`,
 * `rubric_anchor_outside_scale`, `rubric_tie_break_repeated`, `rubric_total_not_100` {total}.
 */
export function checkRubric(rubric: Rubric): Result<Rubric> {
	const causes: Refusal[] = [];
	if (rubric.criteria.length === 0) causes.push({ code: 'rubric_empty' });
	causes.push(...keyProblems(rubric.criteria, ''));
	for (const criterion of rubric.criteria) causes.push(...scaleProblems(criterion));
	if (rubric.criteria.filter((criterion) => criterion.tieBreak === true).length > 1) {
		causes.push({ code: 'rubric_tie_break_repeated' });
	}
	// A total over broken scales says nothing, so it is checked only when the parts are sound.
	if (causes.length === 0 && maximumTotal(rubric) !== RUBRIC_TOTAL) {
		causes.push({ code: 'rubric_total_not_100', params: { total: String(maximumTotal(rubric)) } });
	}
	return causes.length === 0 ? ok(rubric) : refuse('rubric_invalid', { causes });
}

function scaleProblems(criterion: Criterion): Refusal[] {
	const { scale, key } = criterion;
	if (scale.kind === 'points') {
		return isPositiveWhole(scale.max)
			? anchorProblems(criterion.anchors, scale.max, key)
			: [because('rubric_maximum_not_whole', { field: key })];
	}
	if (scale.sub.length === 0) return [because('rubric_no_sub_criteria', { field: key })];
	return [
		...keyProblems(scale.sub, `${key}.`),
		...scale.sub.flatMap((sub) => [
			...(isPositiveWhole(sub.coefficient)
				? []
				: [because('rubric_coefficient_not_whole', { field: `${key}.${sub.key}` })]),
			...anchorProblems(sub.anchors, HIGHEST_RATING, `${key}.${sub.key}`)
		])
	];
}

function keyProblems(keyed: readonly { readonly key: string }[], prefix: string): Refusal[] {
	const seen = new Set<string>();
	return keyed.flatMap(({ key }): Refusal[] => {
		const field = `${prefix}${key}`;
		if (!KEY.test(key)) return [because('rubric_key_malformed', { field })];
		if (seen.has(key)) return [because('rubric_key_repeated', { field })];
		seen.add(key);
		return [];
	});
}

function anchorProblems(
	anchors: Readonly<Record<string, Localized>> | undefined,
	max: number,
	field: string
): Refusal[] {
	return Object.keys(anchors ?? {}).flatMap((at) =>
		/^(0|[1-9]\d{0,3})$/.test(at) && Number(at) <= max
			? []
			: [because('rubric_anchor_outside_scale', { field, params: { at } })]
	);
}

function isPositiveWhole(value: number): boolean {
	return Number.isSafeInteger(value) && value >= 1;
}
