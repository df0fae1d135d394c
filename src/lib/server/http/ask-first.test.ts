import { describe, expect, it } from 'vitest';
import { askFirst, isConfirmed } from './ask-first.ts';
import { differencesFrom, seenFields } from './questions/shown-lines.ts';

const QUESTION = { title: 'Phê duyệt 5 đồng?', follows: [], confirm: 'Phê duyệt' };
const at = (search: string) => new URL(`http://localhost/tham-dinh/1${search}`);

describe('a form that is answered with its question', () => {
	it('comes back whole with its answer, however long its texts are', () => {
		const comment = 'x'.repeat(4000);
		const { status, data } = askFirst(at('?/approve'), { seenHash: 'a', comment }, QUESTION);
		expect(status).toBe(428);
		expect(data.question).toMatchObject({
			action: '?/approve',
			fields: { seenHash: 'a', comment, confirmed: 'yes' }
		});
		expect(isConfirmed(data.question.fields)).toBe(true);
		// What stands in the page below is not confirmed.
		expect(isConfirmed(data.typed)).toBe(false);
	});

	it('carries what stands there now in place of what an older page sent', () => {
		const { data } = askFirst(
			at('?/approve'),
			{ seenHash: 'old' },
			{ ...QUESTION, instead: { seenHash: 'new' } }
		);
		expect(data.question.fields['seenHash']).toBe('new');
	});

	it('goes to the page’s own address where the form has no name', () => {
		expect(askFirst(at(''), {}, QUESTION).data.question.action).toBe('/tham-dinh/1');
	});

	it('is confirmed by exactly one word', () => {
		for (const word of ['', 'no', 'YES', 'true']) expect(isConfirmed({ confirmed: word })).toBe(false);
	});
});

describe('what an older page showed', () => {
	const lines = [
		{ key: 'a', label: 'Thuê xe', text: '5 đồng' },
		{ key: 'b', label: 'Vật tư', text: '7 đồng' }
	];
	it('differs where a line changed, came or went, and nowhere else', () => {
		const seen = seenFields([
			{ key: 'a', label: 'Thuê xe', text: '6 đồng' },
			{ key: 'c', label: 'Khác', text: '1 đồng' }
		]);
		expect(differencesFrom(seen, lines)).toMatchObject([
			{ key: 'a', label: 'Thuê xe', before: '6 đồng', after: '5 đồng' },
			{ key: 'b', before: '–', after: '7 đồng' },
			{ key: 'c', before: '1 đồng', after: '–' }
		]);
		expect(differencesFrom(seenFields(lines), lines)).toEqual([]);
	});
	it('is not guessed where the form says nothing of it', () => {
		expect(differencesFrom({}, lines)).toEqual([]);
	});
});
