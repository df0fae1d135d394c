import { describe, expect, it } from 'vitest';
import type { Column, FieldDefinition } from '#lib/domain/definitions/field-definition.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import type { Form } from '#lib/domain/definitions/form.ts';
import { readForm } from '#lib/domain/definitions/form-reading.ts';
import type { KnownFact } from '#lib/domain/definitions/print-spec.ts';
import type { Answers, StoredScalar, StoredValue } from '#lib/domain/definitions/stored-value.ts';
import { paperProblems } from '#lib/domain/papers/paper-problems.ts';
import { formPaper } from '#lib/server/app/cases/prints/form-paper.ts';
import type { FormPrint } from '#lib/server/app/cases/prints/form-paper.ts';
import { renderForm } from '#lib/server/render/official-paper.ts';
import { inVariant } from '#lib/domain/definitions/definition.ts';
import { seeded } from '../../support/definitions.ts';
import { outsideMargins, overlapping, plainText, readPaper } from './read-paper.ts';

type Amount = 'none' | 'usual' | 'longest';

const JRAI = 'Rơ Châm Hơ̆n, Ksor H’Bĭa, Bô̆n Kniêl Đăk Pơ ŭ ĭ ŏ č ';
const longText = (most: number): string => JRAI.repeat(20).slice(0, Math.min(300, most)).trim();

function answer(field: FieldDefinition | Column, amount: Amount): StoredScalar | undefined {
	const longest = amount === 'longest';
	switch (field.kind) {
		case 'short_text':
			return longest ? longText(field.maxCharacters) : 'Phục vụ thu mua';
		case 'long_text':
			return longest ? `${longText(300)}\n${'PT100,'.repeat(60)}` : 'Thiệt hại 1,2% giá trị lô hàng.';
		case 'choice':
			return field.options[0]?.key;
		case 'multiple_choice':
			return field.options.map(({ key }) => key);
		case 'date':
			return '2027-02-01';
		case 'whole_number':
			return longest ? '999999' : '24';
		case 'decimal':
			return longest ? '123456.5' : '2.5';
		case 'dong':
			return longest ? '999999999999' : '42000000';
		case 'tax_code':
			return '5999900016';
		case 'commune':
			return { code: '23767', name: 'Xã Ia Hrung' };
		default:
			return undefined;
	}
}

function answersOf(form: Form, amount: Amount): Answers {
	if (amount === 'none') return {};
	const rows = amount === 'longest' ? 60 : 3;
	const known = (entries: readonly (readonly [string, StoredScalar | undefined])[]) =>
		Object.fromEntries(
			entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
		);
	return Object.fromEntries(
		form.sections.map((section) => [
			section.key,
			Object.fromEntries(
				section.fields.flatMap((field): [string, StoredValue][] => {
					if (field.kind !== 'table') {
						const value = answer(field, amount);
						return value === undefined ? [] : [[field.key, value]];
					}
					const ids =
						field.fixedRows?.map(({ key }) => key) ??
						Array.from({ length: Math.min(rows, field.maxRows) }, (_, index) => `row-${String(index)}`);
					const cells = known(field.columns.map((column) => [column.key, answer(column, amount)]));
					return [[field.key, ids.map((id) => ({ id, cells }))]];
				})
			)
		])
	);
}

const KNOWN: Readonly<Record<KnownFact, string>> = {
	organisation_name: 'Công ty TNHH Cà phê Cao nguyên Ia Hrung',
	organisation_tax_code: '5999900016',
	organisation_address: 'Thôn 3, Xã Ia Hrung, Tỉnh Gia Lai',
	organisation_phone: '0269 3 824 555',
	organisation_email: 'donvi@chuan.test',
	representative_name: 'Rơ Châm Hơ̆n',
	representative_title: 'Giám đốc',
	call_title: 'Đợt 2',
	lot_title: 'Xây dựng phương pháp đo độ ẩm cà phê nhân'
};

const forms = (['map', 'proposal', 'task'] as const).flatMap((name) => {
	const definition = seeded(name);
	return definition.variants.flatMap(({ key: variant }) =>
		(definition.prints ?? [])
			.filter((spec) => inVariant(spec, variant))
			.map((spec) => ({ name: `${name}, ${variant}: ${spec.key}`, definition, variant, spec }))
	);
});

const AT = new Date('2026-11-30T03:00:00Z');

describe.each(forms)('$name', ({ definition, variant, spec }) => {
	const printOf = (amount: Amount, state: FormPrint['state']): FormPrint => {
		const form = formOf(definition, variant);
		const reading = readForm(form, answersOf(form, amount), { budget: { state: 1n, own: 1n } });
		return { spec, state, source: { reading, known: KNOWN, lines: [] } };
	};

	it.each([
		['empty', 'none'],
		['draft', 'none'],
		['complete', 'usual'],
		['complete', 'longest']
	] as const)('%s, answers: %s', { timeout: 120_000 }, async (state, amount) => {
		const paper = formPaper(printOf(amount, state));
		expect(paperProblems(paper)).toEqual([]);
		const footing = { code: '7KQ4M2XD9HTAP3N', title: spec.name, draft: state === 'draft' };
		const { file, pages } = renderForm(paper, footing, AT);
		const read = await readPaper(file);
		expect(read.pages).toHaveLength(pages);
		// The watermark lies across the page, the footing below it.
		const inside = {
			...read,
			texts: read.texts.filter(({ baseline, size }) => baseline > 30 * (72 / 25.4) && size < 50)
		};
		expect(outsideMargins(inside)).toEqual([]);
		expect(overlapping(inside)).toEqual([]);
		const words = plainText(read);
		expect(words.split('7kq4m-2xd9h-tap3n')).toHaveLength(pages + 1);
		expect(words.includes('bảnnháp')).toBe(state === 'draft');
		if (amount === 'longest') expect(words).toContain('ksorh’bĭa');
	});
});
