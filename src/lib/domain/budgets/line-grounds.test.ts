import { describe, expect, it } from 'vitest';
import { lineGrounds } from './line-grounds.ts';

const text = (key: string) => ({ key, kind: 'short_text', label: { vi: key } }) as const;
const form = {
	sections: [
		{
			key: 'funding',
			fields: [
				{ key: 'note', kind: 'short_text' },
				{
					key: 'lines',
					kind: 'table',
					label: { vi: 'Dòng' },
					rowLabel: { vi: 'dòng' },
					maxRows: 9,
					columns: [
						text('content'),
						text('unit'),
						{ key: 'price', kind: 'dong', label: { vi: 'giá' } },
						text('basis')
					]
				}
			]
		}
	]
} as unknown as Parameters<typeof lineGrounds>[0];
const source = {
	kind: 'tables',
	tables: [
		{
			table: 'funding.lines',
			source: 'state',
			columns: {
				content: 'content',
				unit: 'unit',
				quantity: 'quantity',
				unitPrice: 'price',
				amount: 'amount',
				category: 'kind'
			},
			categories: {}
		}
	]
} as const;
const row = (id: string, cells: Readonly<Record<string, string>>) => ({ id, cells });

describe('what is written beside a line', () => {
	it('is every text of its row that is no figure of the budget', () => {
		const answers = {
			funding: {
				lines: [
					row('a', { content: 'Cân', unit: 'bộ', price: '1', basis: 'Báo giá 12/BG' }),
					row('b', { content: 'Quả cân', basis: '  ' }),
					row('c', { content: 'Thuê' })
				]
			}
		};
		expect(lineGrounds(form, answers, source)).toEqual({
			a: [{ label: { vi: 'basis' }, text: 'Báo giá 12/BG' }]
		});
	});

	it('is nothing where lines are no rows of a table, or the table is not in the form', () => {
		const answers = { funding: { lines: [row('a', { basis: 'x' })] } };
		expect(lineGrounds(form, answers, { kind: 'budget_field' })).toEqual({});
		expect(lineGrounds({ sections: [] }, answers, source)).toEqual({});
		expect(lineGrounds(form, {}, source)).toEqual({});
	});
});
