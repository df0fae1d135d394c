import { describe, expect, it } from 'vitest';
import type { Answers } from '#lib/domain/definitions/stored-value.ts';
import type { KhoanAssessment } from './khoan.ts';
import { khoanOutcome, khoanRequest } from './khoan-method.ts';
import type { KhoanMethodSource } from './rules.ts';

const source: KhoanMethodSource = {
	field: 'general.spending_method',
	toFinalProduct: 'final_product',
	products: [
		{ table: 'products.form_1', columns: ['name', 'unit', 'quality', 'quantity'] },
		{ table: 'products.form_2', columns: ['name', 'requirement', 'quantity'] }
	],
	addresses: { table: 'application.addresses', columns: ['organisation', 'use'] }
};
const row = (cells: Record<string, string>) => ({ id: '7d7a5c3e-0000-4000-8000-000000000001', cells });
const answers = (method: string, product: Record<string, string> = {}, table = 'form_1'): Answers => ({
	general: { spending_method: method },
	products: {
		[table]: [row({ name: 'Quy trình', unit: 'bộ', quality: 'đạt', quantity: '1', ...product })]
	},
	application: { addresses: [row({ organisation: 'Nhà máy đường', use: 'Đo CCS' })] }
});
const assessment: KhoanAssessment = {
	stateTotal: 100n,
	countedKeys: [],
	counted: 10n,
	shareLimit: 15n,
	amountLimit: 1_000_000_000n,
	withinShare: true,
	withinAmount: true,
	eligible: true,
	khoanPart: 90n,
	nonKhoanPart: 10n,
	citation: 'TTLT 27/2015, Điều 6 khoản 1 điểm c'
};

describe('the method of payment that a dossier asks for', () => {
	it('is read from the answers that the definition names', () => {
		expect(khoanRequest(answers('final_product'), source)).toEqual({
			requested: 'to_final_product',
			productNamed: true
		});
		expect(khoanRequest(answers('partial'), source)?.requested).toBe('in_parts');
		expect(khoanRequest({}, source)).toBeNull();
	});
	it.each([
		['without a quantity', answers('final_product', { quantity: '' })],
		['without its quality', answers('final_product', { quality: ' ' })],
		['of the second form without a requirement', answers('final_product', {}, 'form_2')],
		['without an address of use', { ...answers('final_product'), application: {} }]
	])('names no product %s', (_what, given) => {
		expect(khoanRequest(given, source)?.productNamed).toBe(false);
	});
});

describe('the method of payment that it gets', () => {
	const request = { requested: 'to_final_product', productNamed: true } as const;
	it('is the one asked for when everything holds, before and after the council', () => {
		for (const council of [true, null])
			expect(khoanOutcome(request, assessment, council)).toMatchObject({
				method: 'to_final_product',
				unmet: [],
				falls: false,
				khoanAmount: assessment.stateTotal
			});
	});
	it('falls with the council, the product or the figures, and says which', () => {
		const codes = (given: ReturnType<typeof khoanOutcome>) => given.unmet.map(({ code }) => code);
		const council = khoanOutcome(request, assessment, false);
		expect([council.falls, codes(council)]).toEqual([true, ['khoan_not_proposed_by_council']]);
		const product = khoanOutcome({ ...request, productNamed: false }, assessment, true);
		expect([product.falls, codes(product)]).toEqual([true, ['khoan_product_not_named']]);
		const figures = khoanOutcome(request, { ...assessment, counted: 16n, withinShare: false }, true);
		expect([figures.falls, codes(figures)]).toEqual([true, ['khoan_share_exceeded']]);
	});
	it('is part by part, and no warning, where nothing else was asked for', () => {
		const outcome = khoanOutcome({ requested: 'in_parts', productNamed: true }, assessment, true);
		expect(outcome).toMatchObject({
			method: 'in_parts',
			falls: false,
			khoanAmount: assessment.khoanPart
		});
	});
});
