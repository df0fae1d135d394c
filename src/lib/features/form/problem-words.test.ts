import { describe, expect, it } from 'vitest';
import type { Problem } from '#lib/domain/definitions/problem.ts';
import { problemWords, problemWordsAt } from './problem-words.ts';

const missing: Problem = {
	code: 'cell_missing',
	severity: 'error',
	target: { section: 'standards', field: 'list', row: 'r', column: 'group' },
	label: { vi: 'Nhóm', en: 'Group' }
};
const inTable = { title: { vi: 'Phương tiện đo', en: 'Instruments' }, row: 3 };

describe('what a table lacks', () => {
	it('is said with the table, the row and its name', () => {
		expect(problemWords({ ...missing, inTable, rowName: 'CAN-01' }, 'vi')).toBe(
			'Phương tiện đo, dòng 3 (CAN-01): Thiếu: Nhóm.'
		);
		expect(problemWords({ ...missing, code: 'row_empty', inTable }, 'vi')).toBe(
			'Phương tiện đo, dòng 3: Dòng này chưa điền gì.'
		);
	});

	it('is said with the name alone where the rows are given, and at the cell itself without either', () => {
		expect(problemWords({ ...missing, rowName: 'Nhân sự' }, 'vi')).toBe('Nhân sự: Thiếu: Nhóm.');
		expect(problemWordsAt({ ...missing, code: 'row_empty', inTable, rowName: 'CAN-01' }, 'vi')).toBe(
			'Dòng này chưa điền gì.'
		);
	});
});
