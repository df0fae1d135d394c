import { describe, expect, it } from 'vitest';
import { itemsOfForm } from './intake.ts';
import { NOT_APPLICABLE } from './not-applicable.ts';

describe('the items of a validity check as a form sends them', () => {
	it('are those that were judged: what does not apply, and what was left open, is no finding', () => {
		const fields = {
			'items.form': 'yes',
			'items.quote': NOT_APPLICABLE,
			'items.plan': '',
			'items.deed': 'no',
			'items.deed.note': 'Thiếu chữ ký'
		};
		expect(itemsOfForm(fields, ['form', 'quote', 'plan', 'deed', 'late'])).toEqual([
			{ itemKey: 'form', valid: 'yes', note: '' },
			{ itemKey: 'deed', valid: 'no', note: 'Thiếu chữ ký' }
		]);
	});
});
