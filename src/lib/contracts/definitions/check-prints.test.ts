import { describe, expect, it } from 'vitest';
import { document, readDocument, seeded } from '../../../../tests/support/definitions.ts';
import type { SeededName } from '../../../../tests/support/definitions.ts';

/** What the contract says of a programme with one more form that is printed. */
function refused(form: Record<string, unknown>, name: SeededName = 'map'): string[] {
	const read = readDocument({
		...document(name),
		prints: [
			{
				key: 'form',
				title: { vi: 'Đơn' },
				items: [],
				name: 'Đơn',
				subject: 'đề nghị',
				parts: [],
				signers: [],
				...form
			}
		]
	});
	return read.ok
		? []
		: (read.refusal.causes ?? []).map(({ code, params }) => `${code} ${params?.['name'] ?? ''}`);
}

describe('forms that are printed from the answers', () => {
	it.each(['map', 'proposal', 'task'] as const)(
		'%s has a form for every paper that it asks to be signed',
		(name) => {
			const { prints = [], dossier } = seeded(name);
			const asked = { map: ['request', 'own_commitment', 'survey_form'], proposal: ['signed_form'] }[
				name as 'map' | 'proposal'
			] ?? [
				'application_form',
				'description_research',
				'description_project',
				'organisation_record',
				'leader_cv'
			];
			const printed = new Set(prints.flatMap(({ items }) => items));
			expect(asked.filter((key) => !printed.has(key) || !dossier.some((item) => item.key === key))).toEqual(
				[]
			);
		}
	);

	it.each([
		['an item that is not there', { items: ['nothing'] }, 'print_item_unknown nothing'],
		[
			'a field that is not there',
			{ parts: [{ kind: 'facts', rows: [{ of: 'company.colour' }] }] },
			'print_field_unknown company.colour'
		],
		[
			'a long answer that is not there',
			{ parts: [{ kind: 'answer', of: 'nowhere.text' }] },
			'print_field_unknown nowhere.text'
		],
		[
			'a field in a sentence that is not there',
			{ parts: [{ kind: 'words', text: 'Tổng: {funding.all}' }] },
			'print_field_unknown funding.all'
		],
		[
			'a fact that nobody knows',
			{ signers: [{ title: 'X', of: '@director' }] },
			'print_field_unknown @director'
		],
		[
			'a table as a text',
			{ parts: [{ kind: 'answer', of: 'instruments.list' }] },
			'print_field_kind instruments.list'
		],
		[
			'a text as a table',
			{ parts: [{ kind: 'table', of: 'company.revenue' }] },
			'print_field_kind company.revenue'
		],
		[
			'a column that is not there',
			{ parts: [{ kind: 'table', of: 'instruments.list', columns: ['code', 'colour'] }] },
			'print_column_unknown instruments.list.colour'
		],
		['a budget that the form has not', { parts: [{ kind: 'budget' }] }, 'print_budget_missing '],
		[
			'a field of an annex that is not there',
			{ annexes: [{ name: 'Phụ lục', subject: 'x', parts: [{ kind: 'answer', of: 'a.b' }] }] },
			'print_field_unknown a.b'
		]
	])('are refused with %s', (_what, form, refusal) => {
		expect(refused(form)).toEqual([refusal]);
	});

	it('are refused with a field that one of their types does not have', () => {
		const parts = [{ kind: 'answer', of: 'objectives.technology_origin' }];
		expect(refused({ parts }, 'task')).toEqual(['print_field_unknown objectives.technology_origin']);
		expect(refused({ parts, variants: ['trial_production'] }, 'task')).toEqual([]);
	});

	it('are refused with a condition that cannot be read', () => {
		expect(refused({ when: 'company.colour == 1' })).toHaveLength(1);
	});
});
