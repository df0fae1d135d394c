import { describe, expect, it } from 'vitest';
import { proposedTask } from './proposed-task.ts';
import { seeded } from '../../../../tests/support/definitions.ts';
import type { StoredRow } from './stored-value.ts';

const products: readonly StoredRow[] = [
	{ id: 'a', cells: { name: 'Quy trình', requirement: 'Được nghiệm thu', quantity: '1' } },
	{ id: 'b', cells: { name: 'Bài báo' } },
	{ id: 'c', cells: {} }
];

describe('the task that a proposal describes', () => {
	it('is read from form A1 as its definition says', () => {
		const answers = { need: { task_type: 'trial_production' }, work: { objectives: 'Đo đúng', products } };
		expect(proposedTask(answers, seeded('proposal'))).toEqual({
			variant: 'trial_production',
			objectives: 'Đo đúng',
			expectedProducts: 'Quy trình: Được nghiệm thu\nBài báo'
		});
	});
	it('is read from a form with other keys, which may ask for less', () => {
		const answers = { idea: { aim: 'Đo nhanh', results: products } };
		const source = { objectives: 'idea.aim', products: { table: 'idea.results', columns: ['requirement'] } };
		expect(proposedTask(answers, { proposedTask: source })).toEqual({
			variant: '',
			objectives: 'Đo nhanh',
			expectedProducts: 'Được nghiệm thu'
		});
	});
	it('is empty where nothing is filled, or the definition names no fields', () => {
		const empty = { variant: '', objectives: '', expectedProducts: '' };
		expect(proposedTask({}, seeded('proposal'))).toEqual(empty);
		expect(proposedTask({ work: { objectives: 'Đo đúng' } }, {})).toEqual(empty);
	});
});
