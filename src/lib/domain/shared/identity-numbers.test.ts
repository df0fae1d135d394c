import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	maskPersonalId,
	parseEmail,
	parsePersonalId,
	parsePhone,
	parseTaxCode,
	readPersonalId,
	taxCheckDigit,
	type OrganisationKind
} from './identity-numbers.ts';

function codeOf(text: string, kind: OrganisationKind = 'enterprise'): string {
	const parsed = parseTaxCode(text, kind, 'taxCode');
	return parsed.ok ? parsed.value : parsed.refusal.code;
}

describe('parseTaxCode', () => {
	it.each([
		'0100047516',
		'0100112437',
		'5900189357',
		'5999900016',
		'5999901387',
		'5999902750',
		'5999904123',
		'5999905494'
	])('accepts %s', (text) => expect(codeOf(text)).toBe(text));
	it.each(['5999906868', '5999908230', '5999909604', '5999912004', '5999914001'])('accepts %s', (text) =>
		expect(codeOf(text)).toBe(text)
	);
	it('accepts spaces', () => expect(codeOf(' 0100 047\u00a0516 ')).toBe('0100047516'));
	it.each([
		['', 'tax_code_empty'],
		['0312345678', 'tax_code_check_digit'],
		['0100047517', 'tax_code_check_digit'],
		['0100047516-001', 'tax_code_branch'],
		['0100047516–001', 'tax_code_branch'],
		['0100047516001', 'tax_code_branch'],
		['0100047516-01', 'tax_code_not_digits'],
		['010004751a', 'tax_code_not_digits'],
		['MST0100047516', 'tax_code_not_digits'],
		['064190001234', 'tax_code_personal_only_household'],
		['010004751', 'tax_code_length'],
		['01000475161', 'tax_code_length'],
		['9'.repeat(500), 'tax_code_length'],
		['5910000040', 'tax_code_never_issued'],
		['0000000000', 'tax_code_never_issued'],
		['0012345678', 'tax_code_never_issued'],
		['5900000000', 'tax_code_never_issued']
	])('refuses %j: %s', (text, code) => expect(codeOf(text)).toBe(code));

	it('names the code of the unit that a branch belongs to', () => {
		expect(parseTaxCode('5999900016-002', 'enterprise', 'registration.taxCode')).toEqual({
			ok: false,
			refusal: { code: 'tax_code_branch', field: 'registration.taxCode', params: { parent: '5999900016' } }
		});
	});
	it('lets a household business use either number', () => {
		expect(codeOf('064190001234', 'household_business')).toBe('064190001234');
		expect(codeOf('000190001234', 'household_business')).toBe('personal_id_never_issued');
		expect(codeOf('5999900016', 'household_business')).toBe('5999900016');
		for (const kind of ['cooperative', 'institute', 'agency'] as const) {
			expect(codeOf('064190001234', kind)).toBe('tax_code_personal_only_household');
		}
	});
	it('has at most one right check digit per prefix, none for a sum of ten', () => {
		expect(taxCheckDigit('591000004')).toBeNull();
		expect(() => taxCheckDigit('12')).toThrow(RangeError);
		const serial = fc.integer({ min: 1, max: 9_999_999 }).map((n) => `59${String(n).padStart(7, '0')}`);
		fc.assert(
			fc.property(serial, (prefix) => {
				const right = [...'0123456789'].filter((digit) => parseTaxCode(prefix + digit, 'enterprise').ok);
				const expected = taxCheckDigit(prefix);
				expect(right).toEqual(expected === null ? [] : [String(expected)]);
			})
		);
	});
});

describe('personal numbers', () => {
	it('are read, interpreted and masked', () => {
		const parsed = parsePersonalId('064 190 001 123');
		if (!parsed.ok) throw new Error(parsed.refusal.code);
		expect(parsed.value).toBe('064190001123');
		expect(readPersonalId(parsed.value)).toEqual({ birthYear: 1990, sex: 'female' });
		expect(maskPersonalId(parsed.value)).toBe('064******123');
		const young = parsePersonalId('052205001123');
		expect(young.ok && readPersonalId(young.value)).toEqual({ birthYear: 2005, sex: 'male' });
	});
	it.each([
		['', 'personal_id_empty'],
		['06419000112x', 'personal_id_not_digits'],
		['06419000112', 'personal_id_length'],
		['000190001123', 'personal_id_never_issued']
	])('refuse %j: %s', (text, code) => {
		expect(parsePersonalId(text, 'cccd')).toMatchObject({ refusal: { code, field: 'cccd' } });
	});
});

describe('parsePhone', () => {
	it.each([
		['0905 123 456', '+84905123456'],
		['0905.123.456', '+84905123456'],
		['+84 905-123-456', '+84905123456'],
		['+84 (0)905 123 456', '+84905123456'],
		['0084905123456', '+84905123456'],
		['84905123456', '+84905123456'],
		['(0269) 3 123 456', '+842693123456'],
		['024 3826 1234', '+842438261234'],
		['+49 30 1234567', '+49301234567'],
		['\u202d0905\u00a0123\u200b456\u202c', '+84905123456']
	])('reads %j', (text, phone) => expect(parsePhone(text)).toEqual({ ok: true, value: phone }));
	it.each([
		['', 'phone_empty'],
		['không có', 'phone_not_digits'],
		['0905 123 456 (gặp Lan)', 'phone_not_digits'],
		['090512345', 'phone_length'],
		['09051234567', 'phone_length'],
		['02693123', 'phone_length'],
		['+1', 'phone_length'],
		['+12345678901234567', 'phone_length'],
		['0165 123 4567', 'phone_prefix'],
		['905123456', 'phone_prefix'],
		['19001234', 'phone_prefix'],
		['+0123456789', 'phone_prefix'],
		['0', 'phone_prefix']
	])('refuses %j: %s', (text, code) => {
		expect(parsePhone(text, 'phone')).toMatchObject({ refusal: { code, field: 'phone' } });
	});
});

describe('parseEmail', () => {
	it.each([
		[' Lan.Tran@SKHCN.gialai.gov.vn ', 'lan.tran@skhcn.gialai.gov.vn'],
		['a+b@c-d.vn', 'a+b@c-d.vn'],
		['Lan@ĐoLường.VN', 'lan@đolường.vn'],
		['lan@đolường.vn'.normalize('NFD'), 'lan@đolường.vn'],
		['la\u200bn@a.vn\u2060', 'lan@a.vn']
	])('reads %j', (text, address) => expect(parseEmail(text)).toEqual({ ok: true, value: address }));
	it.each([
		['', 'email_empty'],
		['lan', 'email_shape'],
		['lan@localhost', 'email_shape'],
		['lan@@a.vn', 'email_shape'],
		['lan..t@a.vn', 'email_shape'],
		['.lan@a.vn', 'email_shape'],
		['lan@-a.vn', 'email_shape'],
		['lan@a.vn\nbcc: x@y.vn', 'email_shape'],
		['Lan <lan@a.vn>', 'email_shape'],
		['hạnh@a.vn', 'email_shape'],
		['@a.vn', 'email_shape'],
		['lan@xn--olng-zxa.vn', 'email_domain_encoded'],
		['lan@раураl.vn', 'email_shape'],
		[`${'a'.repeat(65)}@a.vn`, 'email_too_long'],
		[`a@${'b.'.repeat(130)}vn`, 'email_too_long']
	])('refuses %j: %s', (text, code) => {
		expect(parseEmail(text, 'email')).toMatchObject({ refusal: { code, field: 'email' } });
	});
	it('answers at once to hostile text', () => {
		const start = performance.now();
		parseEmail(`${'a.'.repeat(30)}@${'a-'.repeat(90)}`);
		expect(performance.now() - start).toBeLessThan(1000);
	});
});
