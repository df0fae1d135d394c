import { describe, expect, it } from 'vitest';
import type { SectionDefinition } from '#lib/domain/definitions/field-definition.ts';
import { readSectionForm } from './section-form.ts';

const label = { vi: 'Nhãn' };
const section: SectionDefinition = {
	key: 's',
	title: label,
	fields: [
		{ key: 'name', kind: 'short_text', label, maxCharacters: 50 },
		{
			key: 'kinds',
			kind: 'multiple_choice',
			label,
			options: [
				{ key: 'a', label },
				{ key: 'b', label }
			]
		},
		{ key: 'place', kind: 'commune', label, elsewhereAllowed: true },
		{ key: 'total', kind: 'calculated', label, expression: '1', result: { kind: 'whole_number' } },
		{
			key: 'list',
			kind: 'table',
			label,
			rowLabel: label,
			maxRows: 9,
			columns: [{ key: 'code', kind: 'short_text', label, maxCharacters: 9 }]
		}
	]
};

function form(...pairs: readonly (readonly [string, string])[]): FormData {
	const data = new FormData();
	for (const [name, value] of pairs) data.append(name, value);
	return data;
}

describe('a plain form of a section', () => {
	it('carries fields, sets, places elsewhere and cells, on the version that was shown', () => {
		const posted = readSectionForm(
			section,
			form(
				['version', '7'],
				['name', 'A'],
				['kinds', ''],
				['kinds', 'b'],
				['place', ''],
				['place:province', '48'],
				['place:place', 'Hòa Vang'],
				['list/r1/code', 'x']
			),
			'new'
		);
		expect(posted.patches).toEqual([
			{ fieldKey: 'name', value: 'A', baseVersion: 7 },
			{ fieldKey: 'kinds', value: ['b'], baseVersion: 7 },
			{ fieldKey: 'place', value: { province: '48', place: 'Hòa Vang' }, baseVersion: 7 },
			{ fieldKey: 'list', rowId: 'r1', columnKey: 'code', value: 'x', baseVersion: 7 }
		]);
		expect(posted.typed['list/r1/code']).toBe('x');
	});
	it('clears a set of which nothing is chosen, and leaves alone what was not there', () => {
		const posted = readSectionForm(section, form(['kinds', '']), 'new');
		expect(posted.patches).toEqual([{ fieldKey: 'kinds', value: [], baseVersion: 0 }]);
	});
	it('adds and removes rows by its buttons, and takes no name that the section does not have', () => {
		expect(readSectionForm(section, form(['act', 'add:list']), 'new').patches).toEqual([
			{ op: 'add_row', fieldKey: 'list', rowId: 'new', baseVersion: 0 }
		]);
		expect(
			readSectionForm(
				section,
				form(['act', 'remove:list/r1'], ['total', '9'], ['__proto__', 'x'], ['version', 'x']),
				'n'
			).patches
		).toEqual([{ op: 'remove_row', fieldKey: 'list', rowId: 'r1', baseVersion: 0 }]);
	});
});
