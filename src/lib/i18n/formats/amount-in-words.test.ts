import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DONG } from '#lib/domain/shared/money.ts';
import { dongInWords } from './amount-in-words.ts';

describe('dongInWords', () => {
	it.each<[bigint, string]>([
		[0n, 'Không đồng'],
		[1n, 'Một đồng'],
		[4n, 'Bốn đồng'],
		[5n, 'Năm đồng'],
		[10n, 'Mười đồng'],
		[11n, 'Mười một đồng'],
		[14n, 'Mười bốn đồng'],
		[15n, 'Mười lăm đồng'],
		[20n, 'Hai mươi đồng'],
		[21n, 'Hai mươi mốt đồng'],
		[24n, 'Hai mươi tư đồng'],
		[55n, 'Năm mươi lăm đồng'],
		[100n, 'Một trăm đồng'],
		[101n, 'Một trăm linh một đồng'],
		[105n, 'Một trăm linh năm đồng'],
		[110n, 'Một trăm mười đồng'],
		[1_005n, 'Một nghìn không trăm linh năm đồng'],
		[10_010n, 'Mười nghìn không trăm mười đồng'],
		[104_004n, 'Một trăm linh bốn nghìn không trăm linh bốn đồng'],
		[1_000_001n, 'Một triệu không trăm linh một đồng'],
		[24_500_000n, 'Hai mươi tư triệu năm trăm nghìn đồng'],
		[620_000_000n, 'Sáu trăm hai mươi triệu đồng'],
		[1_000_000_000n, 'Một tỷ đồng'],
		[1_234_567_000n, 'Một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn đồng'],
		[2_000_000_005n, 'Hai tỷ không trăm linh năm đồng'],
		[15_030_000_400n, 'Mười lăm tỷ không trăm ba mươi triệu bốn trăm đồng']
	])('%d', (amount, words) => expect(dongInWords(amount)).toBe(words));

	it.each<[bigint, string]>([
		[825_895_000n, 'Tám trăm hai mươi lăm triệu tám trăm chín mươi lăm nghìn đồng'],
		[576_421_000n, 'Năm trăm bảy mươi sáu triệu bốn trăm hai mươi mốt nghìn đồng'],
		[1_202_947_000n, 'Một tỷ hai trăm linh hai triệu chín trăm bốn mươi bảy nghìn đồng'],
		[791_158_000n, 'Bảy trăm chín mươi mốt triệu một trăm năm mươi tám nghìn đồng'],
		[570_105_000n, 'Năm trăm bảy mươi triệu một trăm linh năm nghìn đồng'],
		[808_842_000n, 'Tám trăm linh tám triệu tám trăm bốn mươi hai nghìn đồng']
	])('the sample budget of %d', (amount, words) => expect(dongInWords(amount)).toBe(words));

	it('reads thousands of tỷ', () => {
		expect(dongInWords(1_000_000_000_000n)).toBe('Một nghìn tỷ đồng');
		expect(dongInWords(1_005_000_000_000n)).toBe('Một nghìn không trăm linh năm tỷ đồng');
		expect(dongInWords(1_000_000_000_001n)).toBe('Một nghìn tỷ không trăm linh một đồng');
		expect(dongInWords(MAX_DONG)).toBe(
			'Chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu ' +
				'chín trăm chín mươi chín nghìn chín trăm chín mươi chín đồng'
		);
		expect(dongInWords(2_000_000_000_000_000_000n)).toBe('Hai tỷ tỷ đồng');
	});
	it('reads amounts below zero', () => {
		expect(dongInWords(-45_000_000n)).toBe('Âm bốn mươi lăm triệu đồng');
		expect(dongInWords(-5n, 'en')).toBe('Minus five Vietnamese dong');
	});
	it.each<[bigint, string]>([
		[0n, 'Zero Vietnamese dong'],
		[24n, 'Twenty-four Vietnamese dong'],
		[2_000_000_005n, 'Two billion and five Vietnamese dong'],
		[620_000_000n, 'Six hundred and twenty million Vietnamese dong'],
		[
			1_234_567_000n,
			'One billion two hundred and thirty-four million five hundred and sixty-seven thousand Vietnamese dong'
		]
	])('%d in English', (amount, words) => expect(dongInWords(amount, 'en')).toBe(words));
	it('throws for an English number beyond any budget', () => {
		expect(() => dongInWords(10n ** 21n, 'en')).toThrow(RangeError);
	});

	it('never reads two amounts alike', () => {
		const amounts = fc.bigInt({ min: -MAX_DONG, max: MAX_DONG });
		for (const locale of ['vi', 'en'] as const) {
			fc.assert(
				fc.property(amounts, amounts, (a, b) => {
					expect(dongInWords(a, locale) === dongInWords(b, locale)).toBe(a === b);
				})
			);
			const seen = new Set<string>();
			for (let amount = 0n; amount < 20_000n; amount += 1n) seen.add(dongInWords(amount, locale));
			for (let group = 1n; group < 1_000n; group += 1n) {
				for (const unit of [1_000_000n, 1_000_000_000n, 1_000_000_000_000n])
					seen.add(dongInWords(group * unit, locale));
			}
			expect(seen.size).toBe(20_000 + 3 * 999);
		}
	});
	it('has single spaces and one capital', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: MAX_DONG }), (amount) => {
				expect(dongInWords(amount)).toMatch(/^\p{Lu}\p{Ll}*(?: \p{Ll}+)* đồng$/u);
			})
		);
	});
});
