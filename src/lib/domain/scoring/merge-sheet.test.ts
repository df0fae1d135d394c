import { describe, expect, it } from 'vitest';
import { mergeSheet } from './merge-sheet.ts';
import type { SheetState } from './merge-sheet.ts';

const stored: SheetState = { marks: { a: 3, b: null }, comments: { a: 'Rõ' }, comment: '' };

describe('a save of a sheet', () => {
	it('changes what is named and nothing else', () => {
		const merged = mergeSheet(stored, { marks: { b: 0 } }, null);
		expect(merged).toEqual({
			state: { marks: { a: 3, b: 0 }, comments: { a: 'Rõ' }, comment: '' },
			conflicts: [],
			changed: true
		});
	});

	it('takes a mark back to "not scored", which is not 0', () => {
		expect(mergeSheet(stored, { marks: { a: null } }, null).state.marks.a).toBeNull();
	});

	it('takes what the other window has not touched', () => {
		const merged = mergeSheet(
			stored,
			{ marks: { b: 2 }, comments: { b: 'Đủ' } },
			{ marks: {}, comments: {} }
		);
		expect(merged.conflicts).toEqual([]);
		expect(merged.state).toMatchObject({ marks: { a: 3, b: 2 }, comments: { a: 'Rõ', b: 'Đủ' } });
	});

	it('keeps both where both wrote something else', () => {
		const merged = mergeSheet(
			stored,
			{ marks: { a: 1 }, comments: { a: 'Chưa rõ' }, comment: 'Đạt' },
			{ marks: { a: 4 }, comments: {}, comment: '' }
		);
		expect(merged.conflicts).toEqual([
			{ key: 'a', theirs: 3, yours: 1 },
			{ key: 'comment:a', theirs: 'Rõ', yours: 'Chưa rõ' }
		]);
		expect(merged.state).toEqual({ marks: { a: 3, b: null }, comments: { a: 'Rõ' }, comment: 'Đạt' });
	});

	it('says nothing about equal values', () => {
		expect(mergeSheet(stored, { marks: { a: 3 } }, { marks: { a: 0 } })).toMatchObject({
			conflicts: [],
			changed: false
		});
	});
});
