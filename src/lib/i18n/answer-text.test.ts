import { describe, expect, it } from 'vitest';
import type { DecimalField, WholeNumberField } from '#lib/domain/definitions/field-definition.ts';
import { answerText } from './answer-text.ts';

const wholeNumber = (more: Partial<WholeNumberField>): WholeNumberField => ({
	kind: 'whole_number',
	key: 'number',
	label: { vi: 'Số', en: 'Number' },
	...more
});

describe('answerText', () => {
	it('parts the thousands of a number', () => {
		expect(answerText(wholeNumber({ min: 0 }), '28000', 'vi')).toBe('28.000');
		expect(answerText(wholeNumber({ min: 0 }), '28000', 'en')).toBe('28,000');
	});

	it('leaves a year whole', () => {
		const year = wholeNumber({ min: 1900, max: 2100 });
		expect(answerText(year, '2004', 'vi')).toBe('2004');
		expect(answerText(year, '2004', 'en')).toBe('2004');
	});

	it('parts four digits that count something', () => {
		const people = wholeNumber({ min: 1000, max: 9999, unit: { vi: 'người', en: 'people' } });
		expect(answerText(people, '2004', 'vi')).toBe('2.004\u00a0người');
	});

	it('writes a percent sign close to its figure, other units apart', () => {
		const share: DecimalField = {
			kind: 'decimal',
			key: 'share',
			label: { vi: 'Tỷ lệ', en: 'Share' },
			scale: 2,
			unit: { vi: '%', en: '%' }
		};
		expect(answerText(share, '81.25', 'vi')).toBe('81,25%');
	});
});
