import { describe, expect, it } from 'vitest';
import { copySections } from './section-copy.ts';
import { seeded } from '../../../../tests/support/definitions.ts';

const map = seeded('map');
const line = {
	id: 'r1',
	cells: { kind: 'testing', content: 'Thử', unit: 'lần', quantity: '2', unit_price: '50' }
};
const sections = copySections(map, 'standard', {
	funding: { other_support: 'no', other_support_detail: 'cũ', support_lines: [line] }
});
const funding = sections.find(({ key }) => key === 'funding');

describe('a copy of the sections of an application', () => {
	it('has every section that the answers show, in the order of the form', () => {
		const order = map.sections.map(({ key }) => key);
		expect(sections.length).toBeGreaterThan(3);
		expect(sections.map(({ key }) => key)).toEqual(
			order.filter((key) => sections.some((section) => section.key === key))
		);
	});

	it('has the fields and answers that are shown, and nothing of a hidden one', () => {
		expect(funding?.values).toEqual({ other_support: 'no', support_lines: [line] });
		expect(funding?.fields.map(({ key }) => key)).toContain('other_support');
		expect(funding?.fields.map(({ key }) => key)).not.toContain('other_support_detail');
	});

	it('has the figures that follow', () => {
		expect(Object.values(funding?.computed.tables['support_lines']?.cells['r1'] ?? {})).toContain('100');
	});
});
