import { describe, expect, it } from 'vitest';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { sheetOfForm } from './sheet.ts';

const RUBRIC: Rubric = {
	criteria: [
		{ key: 'need', label: { vi: 'Sự cần thiết' }, scale: { kind: 'points', max: 15 } },
		{ key: 'team', label: { vi: 'Đội ngũ' }, scale: { kind: 'points', max: 85 } }
	]
};

describe('a posted sheet', () => {
	it('keeps what can be read beside what cannot, and counts the latter for nothing', () => {
		const { change, problems } = sheetOfForm(RUBRIC, {
			'mark.need': '16',
			'mark.team': '80',
			'comment.need': 'Rõ ràng.',
			comment: ''
		});
		expect(change.marks).toEqual({ need: null, team: 80 });
		expect(change.comments).toEqual({ need: 'Rõ ràng.', team: '' });
		expect(problems).toEqual([{ code: 'mark_out_of_range', field: 'need', params: { max: '15' } }]);
	});

	it('takes an empty box for "not scored", never for 0', () => {
		expect(sheetOfForm(RUBRIC, { 'mark.need': ' ' })).toMatchObject({
			change: { marks: { need: null, team: null } },
			problems: []
		});
	});

	it('leaves the words that were kept where the new ones are too long', () => {
		const { change, problems } = sheetOfForm(RUBRIC, { 'comment.team': 'x'.repeat(4001) });
		expect(change.comments).toEqual({ need: '' });
		expect(problems).toMatchObject([{ code: 'text_too_long', field: 'comment.team' }]);
	});
});
