import { describe, expect, it } from 'vitest';
import type { Patch } from '#lib/domain/definitions/answers.ts';
import type { SectionDefinition } from '#lib/domain/definitions/field-definition.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { enqueue, newRowId, pathOf, replay } from './draft-queue.ts';
import { pendingStore } from './pending-store.ts';

const set = (fieldKey: string, value: unknown, baseVersion = 1): Patch => ({ fieldKey, value, baseVersion });
const row = '0b9f3a52-6f2e-4d1c-9a51-0c3c6f1f7d11';
const cell = (value: unknown): Patch => ({
	fieldKey: 'list',
	rowId: row,
	columnKey: 'code',
	value,
	baseVersion: 1
});
const add: Patch = { op: 'add_row', fieldKey: 'list', rowId: row, baseVersion: 1 };
const remove: Patch = { op: 'remove_row', fieldKey: 'list', rowId: row, baseVersion: 1 };

const text = { vi: 'Tên' };
const section: SectionDefinition = {
	key: 'a',
	title: text,
	fields: [
		{ key: 'name', kind: 'short_text', label: text, maxCharacters: 50 },
		{
			key: 'list',
			kind: 'table',
			label: text,
			rowLabel: text,
			maxRows: 300,
			columns: [{ key: 'code', kind: 'short_text', label: text, maxCharacters: 20 }]
		}
	]
};
const context = { communes: new Map<string, string>(), provinces: new Map<string, string>() };

describe('what waits to be sent', () => {
	it('keeps the last value of a cell and the base that was first seen', () => {
		const queue = [set('name', 'A', 3), set('name', 'Ai', 5)].reduce<Patch[]>(enqueue, []);
		expect(queue).toEqual([set('name', 'Ai', 3)]);
	});
	it('forgets a row that was added and removed before anybody heard of it', () => {
		expect([add, cell('x'), remove].reduce<Patch[]>(enqueue, [])).toEqual([]);
	});
	it('drops the cells of a row that goes, and sends the removal of one that is known', () => {
		expect([cell('x'), remove].reduce<Patch[]>(enqueue, [])).toEqual([remove]);
	});
	it('names places as the server does', () => {
		expect([set('name', ''), cell(''), add].map(pathOf)).toEqual(['name', `list/${row}/code`, `list/${row}`]);
	});
	it('shows the values with what waits on top, more than one save could carry', () => {
		const many = Array.from({ length: 450 }, (_, at) => set('name', `Tên ${at}`));
		expect(replay(section, { name: 'Cũ' }, [...many, add, cell('IAH-01')], context)).toEqual({
			name: 'Tên 449',
			list: [{ id: row, cells: { code: 'IAH-01' } }]
		});
	});
	it('makes row ids that the server takes', () => {
		expect(isUuid(newRowId())).toBe(true);
	});
});

function storage(full = false): Storage {
	const kept = new Map<string, string>();
	return {
		get length() {
			return kept.size;
		},
		key: (at) => [...kept.keys()][at] ?? null,
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => {
			if (full) throw new DOMException('full', 'QuotaExceededError');
			kept.set(key, value);
		},
		removeItem: (key) => void kept.delete(key),
		clear: () => kept.clear()
	};
}

describe('what is kept in the browser', () => {
	it('outlives the tab, and is taken over once', () => {
		const shared = storage();
		pendingStore(shared, 'person/case/a', 'tab1').keep([set('name', 'A')]);
		pendingStore(shared, 'person/case/a', 'tab2').keep([cell('x')]);
		expect(pendingStore(shared, 'person/case/a', 'tab3').adopt()).toEqual([set('name', 'A'), cell('x')]);
		expect(shared.length).toBe(1);
	});
	it('is never seen by another person or in another section', () => {
		const shared = storage();
		pendingStore(shared, 'person/case/a', 'tab').keep([set('name', 'A')]);
		expect(pendingStore(shared, 'other/case/a', 'tab').adopt()).toEqual([]);
		expect(pendingStore(shared, 'person/case/b', 'tab').adopt()).toEqual([]);
	});
	it('goes when all is acknowledged, says when nothing can be kept, and leaves out what is no patch', () => {
		const shared = storage();
		const store = pendingStore(shared, 's', 'tab');
		store.keep([set('name', 'A')]);
		expect(store.keep([])).toBe(true);
		expect(shared.length).toBe(0);
		expect(pendingStore(storage(true), 's', 'tab').keep([set('name', 'A')])).toBe(false);
		shared.setItem(
			'chuan.pending/s/x',
			'{"patches":[{"fieldKey":1},null,{"op":"steal","rowId":"r","fieldKey":"a","baseVersion":1}]}'
		);
		shared.setItem('chuan.pending/s/y', 'not json');
		expect(pendingStore(shared, 's', 'z').adopt()).toEqual([]);
	});
});
