import { describe, expect, it } from 'vitest';
import { GIA_LAI_COMMUNES } from './gia-lai-communes.ts';
import { communeName, formatAddress, parseAddress, provinceName } from './place.ts';
import { PROVINCES } from './provinces.ts';

function problems(typed: Parameters<typeof parseAddress>[0]): unknown {
	const parsed = parseAddress(typed);
	return parsed.ok ? [] : parsed.refusal.causes?.map(({ code, field }) => `${field} ${code}`);
}

describe('places', () => {
	it('are 34 provinces and 135 communes, each code once', () => {
		expect(new Set(PROVINCES.map(({ code }) => code)).size).toBe(34);
		expect(new Set(GIA_LAI_COMMUNES.map(({ code }) => code)).size).toBe(135);
		expect(GIA_LAI_COMMUNES.filter(({ from }) => from === 'Bình Định')).toHaveLength(58);
		for (const text of [...PROVINCES, ...GIA_LAI_COMMUNES].map(({ name }) => name))
			expect(text).toBe(text.normalize('NFC'));
	});

	it('are named', () => {
		expect(communeName('23575')).toBe('Phường Pleiku');
		expect(provinceName('52')).toBe('Tỉnh Gia Lai');
		expect(communeName('99999')).toBeUndefined();
	});
});

describe('addresses', () => {
	it('at home name a commune', () => {
		const typed = { provinceCode: '52', communeCode: '23767', addressLine: 'Thôn 3' };
		const parsed = parseAddress(typed);
		expect(parsed).toEqual({ ok: true, value: typed });
		expect(parsed.ok && formatAddress(parsed.value)).toBe('Thôn 3, Xã Ia Hrung, Tỉnh Gia Lai');
	});

	it('elsewhere need the line and drop a commune of the home province', () => {
		const parsed = parseAddress({
			provinceCode: '66',
			communeCode: '23767',
			addressLine: 'Phường Buôn Ma Thuột'
		});
		expect(parsed).toEqual({
			ok: true,
			value: { provinceCode: '66', communeCode: null, addressLine: 'Phường Buôn Ma Thuột' }
		});
	});

	it.each([
		[{ provinceCode: '', communeCode: '', addressLine: 'x' }, ['provinceCode province_missing']],
		[{ provinceCode: '99', communeCode: '', addressLine: 'x' }, ['provinceCode province_unknown']],
		[{ provinceCode: '52', communeCode: '', addressLine: '' }, ['communeCode commune_missing']],
		[{ provinceCode: '52', communeCode: '1', addressLine: '' }, ['communeCode commune_unknown']],
		[{ provinceCode: '01', communeCode: '', addressLine: '' }, ['addressLine address_line_missing']]
	])('refuse %j', (typed, said) => {
		expect(problems(typed)).toEqual(said);
	});
});
