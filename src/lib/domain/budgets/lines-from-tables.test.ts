import { describe, expect, it } from 'vitest';
import { linesFromTables } from './lines-from-tables.ts';

const ROW = '5f0c3f5c-2d1b-4a53-9d0e-1f2a3b4c5d6e';
const source = {
	kind: 'tables',
	tables: [
		{
			table: 'funding.support_lines',
			source: 'state',
			columns: {
				content: 'content',
				unit: 'unit',
				quantity: 'quantity',
				unitPrice: 'unit_price',
				amount: 'amount',
				category: 'kind'
			},
			categories: { equipment: { category: 3, subKind: 'purchase' } }
		}
	]
} as const;

const answersOf = (cells: Record<string, string>, id = ROW) => ({
	funding: { support_lines: [{ id, cells }] }
});
const cells = { kind: 'equipment', content: 'Cân chuẩn', unit: 'bộ', quantity: '2.5', unit_price: '1000000' };

describe('lines from the tables of a form', () => {
	it('takes a row as a line under the same key', () => {
		expect(linesFromTables(answersOf(cells), source)).toEqual([
			{
				key: ROW,
				position: 10,
				category: 3,
				subKind: 'purchase',
				content: 'Cân chuẩn',
				unit: 'bộ',
				quantity: { unscaled: 25n, scale: 1 },
				unitPrice: 1_000_000n,
				source: 'state'
			}
		]);
	});

	it('leaves a figure that is not there open, never 0', () => {
		const { quantity: _quantity, ...rest } = cells;
		expect(linesFromTables(answersOf(rest), source)[0]?.quantity).toBeNull();
	});

	it('takes no row of an unknown kind, and none whose id could not be a key', () => {
		expect(linesFromTables(answersOf({ ...cells, kind: 'bribe' }), source)).toEqual([]);
		expect(linesFromTables(answersOf({ ...cells, kind: 'toString' }), source)).toEqual([]);
		expect(linesFromTables(answersOf(cells, 'fixed_row'), source)).toEqual([]);
	});
});
