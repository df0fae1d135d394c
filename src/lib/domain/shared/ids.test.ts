import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCaseCode, formatDocumentNumber, isUuid, parseCaseCode } from './ids.ts';

describe('isUuid', () => {
	it('accepts v4 and v7 in lower case only', () => {
		expect(isUuid('01932c07-209e-7c3d-8b1a-0123456789ab')).toBe(true);
		expect(isUuid('f47ac10b-58cc-4372-a567-0e02b2c3d479')).toBe(true);
		for (const bad of [
			'',
			'F47AC10B-58CC-4372-A567-0E02B2C3D479',
			"f47ac10b-58cc-4372-a567-0e02b2c3d479'",
			{},
			null
		]) {
			expect(isUuid(bad)).toBe(false);
		}
	});
});

describe('case codes', () => {
	it('are written with four digits at least', () => {
		expect(formatCaseCode({ series: 'MAP', year: 2026, number: 7 })).toBe('MAP-2026-0007');
		expect(formatCaseCode({ series: 'MAP', year: 2026, number: 12345 })).toBe('MAP-2026-12345');
	});
	it('throw when their parts are no parts', () => {
		for (const bad of [
			{ series: 'map', year: 2026, number: 1 },
			{ series: 'MAP', year: 26, number: 1 },
			{ series: 'MAP', year: 2026, number: 0 }
		]) {
			expect(() => formatCaseCode(bad)).toThrow(RangeError);
		}
	});
	it('are read back, small letters allowed', () => {
		expect(parseCaseCode(' map-2026-0007 ')).toEqual({
			ok: true,
			value: { series: 'MAP', year: 2026, number: 7 }
		});
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 999_999 }), (number) => {
				const code = { series: 'TASK', year: 2026, number };
				expect(parseCaseCode(formatCaseCode(code))).toEqual({ ok: true, value: code });
			})
		);
	});
	it.each(['', 'MAP-2026-7', 'MAP-2026-0000', 'MAP-2026-00012', 'MAP20260007', '1AP-2026-0001'])(
		'refuse %j',
		(text) => {
			expect(parseCaseCode(text)).toMatchObject({ refusal: { code: 'case_code_shape' } });
		}
	);
});

describe('document numbers', () => {
	it('have a zero in front below 10', () => {
		expect(formatDocumentNumber(5, 'QĐ-SKHCN')).toBe('05/QĐ-SKHCN');
		expect(formatDocumentNumber(318, 'SKHCN-CCTĐC')).toBe('318/SKHCN-CCTĐC');
		expect(() => formatDocumentNumber(0, 'QĐ-SKHCN')).toThrow(RangeError);
	});
});
