import { expect, it } from 'vitest';
import { shownYear } from './shown-year.ts';

it.each([
	['this year, when it holds something', [2024, 2026, 2027], 2026],
	['the latest year that does, when this one is empty', [2023, 2025], 2025],
	['a year to come, when nothing else is held', [2027], 2027],
	['this year, when nothing is held at all', [], 2026]
])('shows %s', (_name, held, year) => {
	expect(shownYear(held, 2026)).toBe(year);
});
