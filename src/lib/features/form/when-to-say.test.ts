import { describe, expect, it } from 'vitest';
import type { Problem } from '#lib/domain/definitions/problem.ts';
import { saidYet } from './when-to-say.ts';

const problem = (code: Problem['code'], target: Problem['target']): Problem => ({
	code,
	severity: 'error',
	target,
	label: { vi: 'Nguyên nhân' }
});
const cell = problem('cell_missing', { section: 's', field: 'groups', row: 'r1', column: 'cause' });
const visited = (...paths: readonly string[]) => ({
	checking: false,
	left: (path: string) => paths.includes(path)
});

describe('a problem is said', () => {
	it('of an empty cell only once it or its row was left', () => {
		expect(saidYet(cell, visited())).toBe(false);
		expect(saidYet(cell, visited('groups/r1/other', 'groups/r2'))).toBe(false);
		expect(saidYet(cell, visited('groups/r1/cause'))).toBe(true);
		expect(saidYet(cell, visited('groups/r1'))).toBe(true);
	});
	it('of what is not begun only when it is asked for', () => {
		for (const code of [
			'field_missing',
			'table_empty',
			'budget_empty',
			'row_empty',
			'table_too_few_rows'
		] as const) {
			const empty = problem(code, { section: 's', field: 'groups' });
			expect(saidYet(empty, visited('groups'))).toBe(false);
			expect(saidYet(empty, { ...visited(), checking: true })).toBe(true);
		}
		expect(saidYet(cell, { ...visited(), checking: true })).toBe(true);
	});
	it('of a value that is there at once: dates in the wrong order, a text that is too long', () => {
		const order = problem('check_failed', { section: 's', field: 'list', row: 'r1', column: 'valid_until' });
		expect(saidYet(order, visited())).toBe(true);
		expect(saidYet(problem('text_too_long', { section: 's', field: 'aim' }), visited())).toBe(true);
	});
});
