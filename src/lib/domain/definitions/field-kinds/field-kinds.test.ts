import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldDefinition, ScalarField, TableField } from '../field-definition.ts';
import type { ReadingContext } from './field-kind.ts';
import { FIELD_KINDS, kindOf } from './registry.ts';

const label = { vi: 'Nhãn' };
const base = { key: 'x', label };
const context: ReadingContext = {
	communes: new Map([['23563', 'Phường Diên Hồng']]),
	provinces: new Map([['66', 'Đắk Lắk']])
};
const short: ScalarField = { ...base, kind: 'short_text', maxCharacters: 200 };
const long: ScalarField = { ...base, kind: 'long_text', maxWords: 5, maxCharacters: 40 };
const options = [
	{ key: 'a', label },
	{ key: 'b', label },
	{ key: 'old', label, retired: true }
];
const fields = {
	short,
	long,
	choice: { ...base, kind: 'choice', options },
	multiple: { ...base, kind: 'multiple_choice', options, maxChosen: 1 },
	date: { ...base, kind: 'date', min: '2020-01-01', max: '2030-12-31' },
	whole: { ...base, kind: 'whole_number', min: 1, max: 100 },
	decimal: { ...base, kind: 'decimal', scale: 2, min: '-5', max: '10.5' },
	dong: { ...base, kind: 'dong', min: '1000' },
	tax: { ...base, kind: 'tax_code' },
	commune: { ...base, kind: 'commune', elsewhereAllowed: true }
} as const satisfies Record<string, FieldDefinition>;

function read(field: FieldDefinition, raw: unknown): unknown {
	const result = kindOf(field).parse(raw, field, context, 'x');
	return result.ok ? result.value : result.refusal.code;
}

describe('every kind that is typed', () => {
	it.each(Object.entries(fields))('%s refuses an object, an array, a number and a boolean', (name, field) => {
		const hostile: unknown[] = [{ $ne: null }, 7, true, [{}]];
		for (const raw of hostile)
			expect(read(field, raw), `${name} ${JSON.stringify(raw)}`).toBe('answer_wrong_type');
	});
	it.each(Object.entries(fields))('%s is cleared by nothing and by empty text', (_name, field) => {
		for (const raw of [null, undefined, '']) expect(read(field, raw)).toBeNull();
	});
	it('never throws, whatever arrives', () => {
		fc.assert(
			fc.property(fc.constantFrom(...Object.values(fields)), fc.anything(), (field, raw) => {
				kindOf(field).parse(raw, field, context, 'x');
			})
		);
	});
	it('names the path of what it refuses', () => {
		const result = kindOf(short).parse({}, short, context, 'list/7/name');
		expect(result.ok ? null : result.refusal.field).toBe('list/7/name');
	});
});

describe('text', () => {
	it('keeps NFC of decomposed Vietnamese, in one line', () => {
		expect(read(short, 'Độ  ẩm\nhạt'.normalize('NFD'))).toBe('Độ ẩm hạt');
	});
	it('refuses a name of 300 characters, and counts as people count', () => {
		expect(read(short, 'ệ'.normalize('NFD').repeat(200))).toHaveLength(200);
		const result = kindOf(short).parse('ệ'.repeat(300), short, context, 'x');
		expect(result).toEqual({
			ok: false,
			refusal: { code: 'text_too_long', field: 'x', params: { max: '200', length: '300' } }
		});
	});
	it('keeps a long text that is over its limit in the draft, and says so', () => {
		const value = 'một hai ba bốn năm sáu';
		expect(read(long, value)).toBe(value);
		expect(
			kindOf(long)
				.problems(value, long, 'x')
				.map((problem) => problem.code)
		).toEqual(['text_too_many_words']);
	});
	it('of a telephone, an address or a sector is read by its format', () => {
		const of = (format: 'phone' | 'email' | 'sector_code'): ScalarField => ({
			...base,
			kind: 'short_text',
			maxCharacters: 60,
			format
		});
		expect(read(of('phone'), ' 0269\u00a03 824\u200b 555 ')).toBe('0269 3 824 555');
		expect(read(of('phone'), 'abc')).toBe('phone_not_digits');
		expect(read(of('phone'), '0905 12')).toBe('phone_length');
		expect(read(of('email'), 'Lan@DonVi.vn')).toBe('lan@donvi.vn');
		expect(read(of('email'), 'abc')).toBe('email_shape');
		expect(read(of('sector_code'), '1077')).toBe('1077');
		for (const wrong of ['12a', '1', '123456'])
			expect(read(of('sector_code'), wrong)).toBe('sector_code_shape');
		for (const format of ['phone', 'email', 'sector_code'] as const) {
			expect(read(of(format), '')).toBeNull();
			expect(kindOf(of(format)).problems('12a', of(format), 'x')).toHaveLength(1);
		}
		expect(kindOf(short).problems('12a', short, 'x')).toEqual([]);
	});
	it('of which nothing can be seen is none', () => {
		for (const nothing of ['\u200b', ' \u2060\u00a0', '\u3164', '\u202e']) {
			expect(read(short, nothing)).toBeNull();
			expect(read(long, nothing)).toBeNull();
		}
		expect(read(short, 'Ia\u200b Hrung\u202e')).toBe('Ia Hrung');
	});
	it('refuses a text without end', () => {
		expect(read(long, 'a'.repeat(100_001))).toBe('text_too_long');
	});
});

describe('choices', () => {
	it('refuse what is not offered, and what is no longer', () => {
		expect(read(fields.choice, 'c')).toBe('choice_unknown');
		expect(read(fields.choice, 'old')).toBe('choice_unknown');
		expect(read(fields.choice, '__proto__')).toBe('choice_unknown');
		expect(read(fields.multiple, ['a', 'c'])).toBe('choice_unknown');
	});
	it('keep the order of the options, each once, and count them', () => {
		expect(read(fields.multiple, ['b', 'a', 'b'])).toEqual(['a', 'b']);
		expect(read(fields.multiple, 'b')).toEqual(['b']);
		const problems = kindOf(fields.multiple).problems(['a', 'b'], fields.multiple, 'x');
		expect(problems.map((problem) => problem.code)).toEqual(['choice_too_many']);
	});
});

describe('dates', () => {
	it.each([
		['28/02/2026', '2026-02-28'],
		['2026-02-28', '2026-02-28'],
		['31/02/2026', 'date_not_in_calendar'],
		['hôm nay', 'date_format'],
		['31/12/2019', 'date_too_early'],
		['01/01/2031', 'date_too_late']
	])('%s', (raw, expected) => {
		expect(read(fields.date, raw)).toBe(expected);
	});
});

describe('numbers', () => {
	it.each([
		['12', '12'],
		['0', 'number_too_small'],
		['101', 'number_too_large'],
		['1,5', 'number_not_whole'],
		['1.5', 'number_not_whole'],
		['-3', 'decimal_negative'],
		['mười', 'number_not_whole']
	])('whole: %s', (raw, expected) => {
		expect(read(fields.whole, raw)).toBe(expected);
	});
	it.each([
		['18 tháng', '18'],
		['18tháng', '18'],
		['18 THÁNG', '18'],
		['18 months', '18'],
		[' 18 tha\u0301ng ', '18'],
		['18', '18'],
		['tháng', 'number_not_whole'],
		['mười tám tháng', 'number_not_whole'],
		['18 năm', 'number_not_whole'],
		['18 tháng tháng', 'number_not_whole']
	])('counted in months: %s', (raw, expected) => {
		expect(read({ ...fields.whole, unit: { vi: 'tháng', en: 'months' } }, raw)).toBe(expected);
	});
	it('takes the unit of a decimal with it, and no other', () => {
		const width: ScalarField = { ...fields.decimal, unit: { vi: 'm', en: 'm' } };
		expect(read(width, '2,5 m')).toBe('2.5');
		expect(read(width, '2,5 mm')).not.toBe('2.5');
	});
	it.each([
		['0,50', '0.5'],
		['-5', '-5'],
		['-5,01', 'number_too_small'],
		['10,51', 'number_too_large'],
		['1,234', 'decimal_too_precise'],
		['0.5', '0.5'],
		['2.5', '2.5'],
		['1.2.5', 'decimal_grouping']
	])('decimal: %s', (raw, expected) => {
		expect(read(fields.decimal, raw)).toBe(expected);
	});
	it.each([
		['1.234.567 đồng', '1234567'],
		['1234567', '1234567'],
		['999', 'money_below'],
		['-5000', 'money_negative'],
		['1,5', 'money_not_whole'],
		['1.23', 'money_decimal_point'],
		['1.23.4', 'money_grouping'],
		['12,5 triệu', '12500000'],
		['một triệu', 'money_not_a_number'],
		[String(10n ** 18n), 'money_too_large']
	])('dong: %s', (raw, expected) => {
		expect(read(fields.dong, raw)).toBe(expected);
	});
	it('an amount survives being stored and read by expressions', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 1000n, max: 999_999_999_999_999n }), (amount) => {
				const stored = read(fields.dong, amount.toString());
				expect(stored).toBe(amount.toString());
				expect(kindOf(fields.dong).toExpression(amount.toString(), fields.dong)).toEqual({
					num: amount,
					den: 1n
				});
			})
		);
	});
});

describe('identity and place', () => {
	it('tax codes', () => {
		expect(read(fields.tax, '5999 900 016')).toBe('5999900016');
		expect(read(fields.tax, '5999900017')).toBe('tax_code_check_digit');
		expect(read(fields.tax, '5999900016-001')).toBe('tax_code_branch');
		expect(read(fields.tax, '052099000123')).toBe('tax_code_personal_only_household');
		expect(read({ ...fields.tax, householdAllowed: true }, '052099000123')).toBe('052099000123');
	});
	it('communes keep their names as they were', () => {
		expect(read(fields.commune, '23563')).toEqual({ code: '23563', name: 'Phường Diên Hồng' });
		expect(read(fields.commune, '99999')).toBe('commune_unknown');
		expect(read(fields.commune, { province: '66', place: ' Buôn  Ma Thuột ' })).toEqual({
			province: '66',
			provinceName: 'Đắk Lắk',
			place: 'Buôn Ma Thuột'
		});
		expect(read(fields.commune, { province: '00', place: 'X' })).toBe('province_unknown');
		expect(read(fields.commune, { province: '66', place: ' ' })).toBe('commune_place_missing');
		expect(read(fields.commune, { province: '66', place: 'x'.repeat(300) })).toBe('text_too_long');
		expect(read({ ...fields.commune, elsewhereAllowed: false }, { province: '66', place: 'X' })).toBe(
			'commune_elsewhere_not_allowed'
		);
	});
});

describe('tables', () => {
	const table: TableField = {
		...base,
		kind: 'table',
		rowLabel: label,
		maxRows: 2,
		minRows: 1,
		columns: [
			{ ...fields.dong, key: 'price' },
			{ ...short, key: 'name' },
			{ key: 'sum', label, kind: 'calculated', expression: 'price', result: { kind: 'dong' } }
		]
	};
	const id = '0197f7a0-0000-7000-8000-000000000001';
	const other = '0197f7a0-0000-7000-8000-000000000002';

	it('read whole, with rows that have stable ids', () => {
		expect(read(table, [{ id, cells: { price: '5.000', name: ' A ' } }])).toEqual([
			{ id, cells: { price: '5000', name: 'A' } }
		]);
	});
	it('refuse what is not a table, name every bad cell, and never write a calculated one', () => {
		expect(read(table, { length: 1 })).toBe('answer_wrong_type');
		expect(read(table, [{ id, cells: [] }])).toBe('answer_wrong_type');
		expect(read(table, [{ id: '1', cells: {} }])).toBe('table_row_id');
		expect(
			read(table, [
				{ id, cells: {} },
				{ id, cells: {} }
			])
		).toBe('table_row_repeated');
		expect(read(table, [1, 2, 3])).toBe('table_too_many_rows');
		const result = kindOf(table).parse(
			[
				{ id, cells: { price: '-1', sum: '5' } },
				{ id: other, cells: { name: {} } }
			],
			table,
			context,
			'x'
		);
		expect(result.ok ? [] : result.refusal.causes?.map(({ code, field }) => [code, field])).toEqual([
			['money_negative', `x/${id}/price`],
			['table_column_unknown', `x/${id}/sum`],
			['answer_wrong_type', `x/${other}/name`]
		]);
	});
	it('of given rows take no other', () => {
		const given: TableField = { ...table, fixedRows: [{ key: 'one', label }] };
		expect(read(given, [{ id: 'one', cells: {} }])).toEqual([{ id: 'one', cells: {} }]);
		expect(read(given, [{ id, cells: {} }])).toBe('table_row_unknown');
	});
});

describe('what lives elsewhere', () => {
	it('cannot be written as an answer', () => {
		const shown: FieldDefinition[] = [
			{ ...base, kind: 'budget' },
			{ ...base, kind: 'file', dossier: 'd' },
			{ ...base, kind: 'calculated', expression: '1', result: { kind: 'dong' } }
		];
		for (const field of shown) expect(read(field, 'x')).toBe('field_not_writable');
	});
	it('every kind is registered under its own name', () => {
		expect(Object.keys(FIELD_KINDS)).toHaveLength(14);
	});
});
