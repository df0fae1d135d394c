import { describe, expect, it } from 'vitest';
import { checkFindings } from './validity.ts';
import type { ChecklistItem, ValidityFindings } from './validity.ts';

const CHECKLIST: readonly ChecklistItem[] = [
	{ key: 'form', mustJudge: true, files: 0 },
	{ key: 'request', mustJudge: true, files: 1 },
	{ key: 'other', mustJudge: false, files: 0 }
];
const GOOD: ValidityFindings = {
	valid: true,
	items: [
		{ itemKey: 'form', valid: true, note: '' },
		{ itemKey: 'request', valid: true, note: ' Đủ. ' }
	],
	reason: ' thừa '
};

function problems(change: Partial<ValidityFindings>): [string, string | undefined][] {
	const result = checkFindings({ ...GOOD, ...change }, CHECKLIST);
	return result.ok ? [] : (result.refusal.causes ?? []).map(({ code, field }) => [code, field]);
}

describe('findings', () => {
	it('are taken when every item that must be judged is, and trimmed', () => {
		expect(checkFindings(GOOD, CHECKLIST)).toEqual({
			ok: true,
			value: {
				valid: true,
				items: [
					{ itemKey: 'form', valid: true, note: '' },
					{ itemKey: 'request', valid: true, note: 'Đủ.' }
				],
				reason: ''
			}
		});
	});

	it('may call a dossier invalid though each item is valid, with a reason', () => {
		expect(problems({ valid: false, reason: 'Nộp sai đợt.' })).toEqual([]);
		expect(problems({ valid: false, reason: '\n ' })).toEqual([['reason_missing', 'reason']]);
	});

	it('name every problem at its place', () => {
		const long = 'ă'.repeat(2001);
		expect(
			problems({
				items: [
					{ itemKey: 'form', valid: false, note: ' ' },
					{ itemKey: 'form', valid: true, note: '' },
					{ itemKey: 'elsewhere', valid: true, note: long }
				]
			})
		).toEqual([
			['validity_item_note_missing', 'items.form.note'],
			['validity_item_twice', 'items.form'],
			['validity_item_unknown', 'items.elsewhere'],
			['text_too_long', 'items.elsewhere.note'],
			['validity_item_unjudged', 'items.request'],
			['validity_contradicts_items', 'valid']
		]);
	});
});
