import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatches, EMPTY_SECTION } from './answers.ts';
import type { Patch, PatchOutcome, SectionContent } from './answers.ts';
import type { SectionDefinition } from './field-definition.ts';
import type { ReadingContext } from './field-kinds/field-kind.ts';
import { rowsOf } from './stored-value.ts';

const label = { vi: 'Nhãn' };
const context: ReadingContext = { communes: new Map(), provinces: new Map() };
const section: SectionDefinition = {
	key: 's',
	title: label,
	fields: [
		{ key: 'name', label, kind: 'short_text', maxCharacters: 20 },
		{ key: 'money', label, kind: 'dong' },
		{
			key: 'list',
			label,
			kind: 'table',
			rowLabel: label,
			maxRows: 3,
			columns: [
				{ key: 'a', label, kind: 'short_text', maxCharacters: 20 },
				{ key: 'b', label, kind: 'dong' },
				{ key: 'c', label, kind: 'calculated', expression: 'b', result: { kind: 'dong' } }
			]
		},
		{
			key: 'given',
			label,
			kind: 'table',
			rowLabel: label,
			maxRows: 3,
			fixedRows: [{ key: 'one', label }],
			columns: [{ key: 'a', label, kind: 'short_text', maxCharacters: 20 }]
		}
	]
};
const id = (n: number): string => `0197f7a0-0000-7000-8000-00000000000${n}`;

function apply(content: SectionContent, version: number, ...patches: Patch[]): PatchOutcome {
	const outcome = applyPatches(section, content, version, patches, context);
	if (!outcome.ok) throw new Error(outcome.refusal.code);
	return outcome.value;
}
const set = (fieldKey: string, value: unknown, baseVersion: number): Patch => ({
	fieldKey,
	value,
	baseVersion
});
const cell = (n: number, columnKey: string, value: unknown, baseVersion: number): Patch => ({
	fieldKey: 'list',
	rowId: id(n),
	columnKey,
	value,
	baseVersion
});
const add = (n: number, baseVersion: number, after?: number | null): Patch => ({
	op: 'add_row',
	fieldKey: 'list',
	rowId: id(n),
	...(after !== undefined && { afterRowId: after === null ? null : id(after) }),
	baseVersion
});
const remove = (n: number, baseVersion: number): Patch => ({
	op: 'remove_row',
	fieldKey: 'list',
	rowId: id(n),
	baseVersion
});
const ids = (outcome: PatchOutcome): string[] =>
	rowsOf(outcome.content.values['list']).map((row) => row.id.slice(-1));

describe('setting fields', () => {
	it('stores what was read, counts one version for a batch, and clears by empty text', () => {
		const first = apply(EMPTY_SECTION, 1, set('name', ' A ', 1), set('money', '5.000 đ', 1));
		expect(first.version).toBe(2);
		expect(first.content.values).toEqual({ name: 'A', money: '5000' });
		expect(apply(first.content, 2, set('name', '', 2)).content.values).toEqual({ money: '5000' });
	});
	it('keeps the good ones and refuses the others with the path of their field', () => {
		const outcome = apply(
			EMPTY_SECTION,
			1,
			set('name', 'A', 1),
			set('money', 'abc', 1),
			set('__proto__', 'x', 1),
			set('name', { toString: 'x' }, 1)
		);
		expect(outcome.content.values).toEqual({ name: 'A' });
		expect(outcome.refused.map(({ code, field }) => [code, field])).toEqual([
			['money_not_a_number', 'money'],
			['field_unknown', '__proto__'],
			['answer_wrong_type', 'name']
		]);
	});
	it('the same again changes nothing, not even the version', () => {
		const first = apply(EMPTY_SECTION, 1, set('name', 'A', 1));
		const again = apply(first.content, first.version, set('name', 'A', 1));
		expect([again.version, again.conflicts, again.applied]).toEqual([2, [], ['name']]);
	});
});

describe('two writers', () => {
	it('of one field: the second is told both values and nothing is overwritten', () => {
		const first = apply(EMPTY_SECTION, 1, set('name', 'A', 1));
		const second = apply(first.content, 2, set('name', 'B', 1));
		expect(second.conflicts).toEqual([{ path: 'name', theirs: 'A', yours: 'B' }]);
		expect(second.content.values).toEqual({ name: 'A' });
		expect(apply(first.content, 2, set('name', 'B', 2)).content.values).toEqual({ name: 'B' });
	});
	it('of two fields do not meet, also from a stale base', () => {
		const first = apply(EMPTY_SECTION, 1, set('name', 'A', 1));
		expect(apply(first.content, 2, set('money', '5', 1)).content.values).toEqual({ name: 'A', money: '5' });
	});
	it('one writer may change a field twice in one batch', () => {
		const outcome = apply(EMPTY_SECTION, 1, set('name', 'A', 1), set('name', 'B', 1));
		expect([outcome.conflicts, outcome.content.values]).toEqual([[], { name: 'B' }]);
	});
	it('a base from the future is refused, and so is a flood', () => {
		const outcome = applyPatches(section, EMPTY_SECTION, 1, [set('name', 'A', 2)], context);
		expect(outcome.ok ? '' : outcome.refusal.code).toBe('base_version_unknown');
		const flood = Array.from({ length: 501 }, () => set('name', 'A', 1));
		const many = applyPatches(section, EMPTY_SECTION, 1, flood, context);
		expect(many.ok ? '' : many.refusal.code).toBe('patches_too_many');
	});
});

describe('rows', () => {
	const start = apply(EMPTY_SECTION, 1, add(1, 1), add(2, 1), cell(1, 'a', 'A', 1));
	it('are added in place, moved and removed', () => {
		expect(ids(start)).toEqual(['1', '2']);
		expect(ids(apply(start.content, 2, add(3, 2, 1)))).toEqual(['1', '3', '2']);
		expect(ids(apply(start.content, 2, add(3, 2, null)))).toEqual(['3', '1', '2']);
		const moved: Patch = { op: 'move_row', fieldKey: 'list', rowId: id(2), afterRowId: null, baseVersion: 2 };
		expect(ids(apply(start.content, 2, moved))).toEqual(['2', '1']);
		expect(ids(apply(start.content, 2, remove(1, 2)))).toEqual(['2']);
	});
	it('an addition and a removal can be sent twice', () => {
		expect(ids(apply(start.content, 2, add(1, 1)))).toEqual(['1', '2']);
		const gone = apply(start.content, 2, remove(1, 2));
		expect(apply(gone.content, 3, remove(1, 2)).conflicts).toEqual([]);
	});
	it('no row more than the table takes', () => {
		const full = apply(start.content, 2, add(3, 2));
		expect(apply(full.content, 3, add(4, 3)).refused.map(({ code }) => code)).toEqual([
			'table_too_many_rows'
		]);
	});
	it('a row that someone wrote into meanwhile is not removed unseen', () => {
		const written = apply(start.content, 2, cell(1, 'b', '7', 2));
		const outcome = apply(written.content, 3, remove(1, 2));
		expect(outcome.conflicts.map((conflict) => conflict.path)).toEqual([`list/${id(1)}`]);
		expect(ids(outcome)).toEqual(['1', '2']);
	});
	it('a cell of a row that is gone, and a calculated one, are refused', () => {
		const gone = apply(start.content, 2, remove(1, 2));
		expect(apply(gone.content, 3, cell(1, 'a', 'x', 2)).refused.map(({ code }) => code)).toEqual([
			'table_row_gone'
		]);
		expect(apply(start.content, 2, cell(1, 'c', '9', 2)).refused.map(({ code }) => code)).toEqual([
			'field_not_writable'
		]);
	});
	it('two writers in one row meet only in one cell', () => {
		const written = apply(start.content, 2, cell(1, 'b', '7', 2));
		expect(apply(written.content, 3, cell(1, 'a', 'B', 2)).conflicts).toEqual([]);
		expect(apply(written.content, 3, cell(1, 'b', '8', 2)).conflicts).toEqual([
			{ path: `list/${id(1)}/b`, theirs: '7', yours: '8' }
		]);
	});
	it('an import from a stale base does not wipe what was typed meanwhile, nor is it wiped', () => {
		const typed = apply(start.content, 2, cell(1, 'b', '7', 2));
		const imported: Patch = set('list', [{ id: id(3), cells: { a: 'new' } }], 2);
		expect(apply(typed.content, 3, imported).conflicts.map((conflict) => conflict.path)).toEqual(['list']);
		const done = apply(start.content, 2, imported);
		expect(ids(done)).toEqual(['3']);
		expect(apply(done.content, 3, cell(3, 'a', 'old', 2)).conflicts).toHaveLength(1);
	});
	it('given rows can be filled and nothing else', () => {
		const filled = apply(EMPTY_SECTION, 1, {
			fieldKey: 'given',
			rowId: 'one',
			columnKey: 'a',
			value: 'x',
			baseVersion: 1
		});
		expect(filled.content.values['given']).toEqual([{ id: 'one', cells: { a: 'x' } }]);
		const more: Patch = { op: 'add_row', fieldKey: 'given', rowId: id(1), baseVersion: 1 };
		expect(apply(EMPTY_SECTION, 1, more).refused.map(({ code }) => code)).toEqual(['table_rows_fixed']);
	});
	it('of a field that has none are refused', () => {
		const patch: Patch = { op: 'add_row', fieldKey: 'name', rowId: id(1), baseVersion: 1 };
		expect(apply(EMPTY_SECTION, 1, patch).refused.map(({ code }) => code)).toEqual(['field_not_a_table']);
	});
});

it('whatever the order of stale and fresh patches, an acknowledged value is there until its path is set anew', () => {
	const write = fc.record({
		field: fc.constantFrom('name', 'money'),
		value: fc.nat({ max: 9 }),
		lag: fc.nat({ max: 2 })
	});
	fc.assert(
		fc.property(fc.array(write, { maxLength: 20 }), (writes) => {
			let content = EMPTY_SECTION;
			let version = 1;
			for (const { field, value, lag } of writes) {
				const before = content.values[field];
				const outcome = apply(content, version, set(field, String(value), Math.max(1, version - lag)));
				const conflict = outcome.conflicts.length > 0;
				expect(outcome.content.values[field]).toBe(conflict ? before : String(value));
				({ content, version } = outcome);
			}
		})
	);
});
