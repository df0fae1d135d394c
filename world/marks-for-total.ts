import { markSlots } from '#lib/domain/scoring/scale.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';

/**
 * Marks on a rubric that add up to a total, spread evenly, with no points at the criteria that are named. For worlds
 * of which only the totals are known; a comment stands wherever a mark is 0, as the rubric may ask.
 */
export function marksForTotal(
	rubric: Rubric,
	total: number,
	zeroCriteria: readonly string[] = []
): { marks: Record<string, number>; comments: Record<string, string> } {
	const slots = rubric.criteria.flatMap(markSlots);
	const free = slots.filter(({ criterionKey }) => !zeroCriteria.includes(criterionKey));
	const capacity = free.reduce((sum, { max, coefficient }) => sum + max * coefficient, 0);
	const marks: Record<string, number> = Object.fromEntries(slots.map(({ key }) => [key, 0]));
	let left = total;
	for (const { key, max, coefficient } of free) {
		const mark = Math.floor((max * total) / capacity);
		marks[key] = mark;
		left -= mark * coefficient;
	}
	while (left !== 0) {
		const up = left > 0;
		const step = free
			.filter(({ key, max }) => (up ? (marks[key] ?? 0) < max : (marks[key] ?? 0) > 0))
			// The largest step that does not overshoot; where none fits, the smallest, to come back from the other side.
			.sort((a, b) => b.coefficient - a.coefficient)
			.find(({ coefficient }, at, all) => coefficient <= Math.abs(left) || at === all.length - 1);
		if (step === undefined) throw new RangeError(`no marks give ${total}`);
		marks[step.key] = (marks[step.key] ?? 0) + (up ? 1 : -1);
		left -= (up ? 1 : -1) * step.coefficient;
	}
	const comments = Object.fromEntries(
		rubric.criteria
			.filter((criterion) => markSlots(criterion).some(({ key }) => marks[key] === 0))
			.map(({ key }) => [key, 'Nội dung này chưa đáp ứng yêu cầu, thiếu căn cứ trong hồ sơ.'])
	);
	return { marks, comments };
}
