import type { Problem } from '#lib/domain/definitions/problem.ts';
import { problemPath } from './problem-place.ts';

/** What is not begun yet is no mistake until someone asks. */
const NOT_BEGUN: readonly string[] = [
	'field_missing',
	'table_empty',
	'budget_empty',
	'row_empty',
	'table_too_few_rows'
];

/** What a page knows about where its person has been. */
export interface Visited {
	/** The person asked for everything that is missing. */
	readonly checking: boolean;
	/** Whether a place (`field/row/column`, or `field/row` for a row as a whole) was left, or lacked something at the start. */
	left(path: string): boolean;
}

/**
 * Whether a problem is said yet. A cell that has just been opened or added lacks nothing until it, or its row, was left;
 * what is wrong with a value that is there is said at once.
 */
export function saidYet(problem: Problem, { checking, left }: Visited): boolean {
	if (checking) return true;
	if (NOT_BEGUN.includes(problem.code)) return false;
	if (problem.code !== 'cell_missing') return true;
	const path = problemPath(problem.target) ?? '';
	return left(path) || left(path.split('/').slice(0, 2).join('/'));
}
