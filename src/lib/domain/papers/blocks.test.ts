import { describe, expect, it } from 'vitest';
import { closed, ended, legalBases, paragraph, signatures, table } from './blocks.ts';
import type { ArticleBlock } from './paper.ts';
import { withNumber } from './with-number.ts';

const listed = table('Danh sách', { columns: [], rows: [], total: [] });

describe('lines that follow each other', () => {
	it('end with a semicolon, the last one with a full stop, whatever stood there', () => {
		expect(ended(['Như Điều 3.', ' UBND tỉnh; ', 'Lưu: VT'])).toEqual([
			'Như Điều 3;',
			'UBND tỉnh;',
			'Lưu: VT.'
		]);
		expect(ended([])).toEqual([]);
		expect(legalBases(['Căn cứ Luật Đo lường;'])).toEqual([paragraph('Căn cứ Luật Đo lường.', 'italic')]);
	});
});

describe('the end of a text', () => {
	it('is marked once, instead of its full stop', () => {
		expect(closed([paragraph('Một.'), paragraph('Hai. ')])).toEqual([paragraph('Một.'), paragraph('Hai./.')]);
		expect(closed([paragraph('Chờ…')])).toEqual([paragraph('Chờ…./.')]);
	});

	it('has a line of its own behind a table, and in a paper without words', () => {
		expect(closed([listed])).toEqual([listed, paragraph('./.')]);
		expect(closed([])).toEqual([paragraph('./.')]);
	});

	it('of articles is the end of the last one', () => {
		const article = (number: number, ...blocks: ArticleBlock['blocks']): ArticleBlock => ({
			kind: 'article',
			number,
			blocks
		});
		const said = closed([article(1, paragraph('Một.')), article(2, paragraph('Hai, gồm:'), listed)]);
		expect(said).toEqual([
			article(1, paragraph('Một.')),
			article(2, paragraph('Hai, gồm:'), listed, paragraph('./.'))
		]);
	});
});

describe('a number', () => {
	const annex = {
		title: { name: 'Phụ lục', subject: 'Danh sách', reference: '' },
		landscape: true,
		blocks: []
	};
	const head = {
		superior: '',
		issuer: '',
		number: '',
		about: '',
		place: 'Gia Lai',
		day: 'ngày 01 tháng 02 năm 2026'
	};
	const decision = {
		head,
		letters: 'ordinary',
		landscape: false,
		title: { name: 'Quyết định', subject: 'Phê duyệt', reference: '' },
		blocks: [signatures([])],
		recipients: [],
		annexes: [annex]
	} as const;

	it('stands in the head and in what an annex goes with', () => {
		const numbered = withNumber(decision, '05/QĐ-SKHCN');
		expect(numbered.head?.number).toBe('05/QĐ-SKHCN');
		expect(numbered.annexes[0]?.title.reference).toBe(
			'(Kèm theo Quyết định số 05/QĐ-SKHCN ngày 01 tháng 02 năm 2026)'
		);
	});

	it('is never given to a paper without one', () => {
		const receipt = { ...decision, head: { ...head, number: null } };
		expect(withNumber(receipt, '05/QĐ-SKHCN')).toEqual(receipt);
		expect(withNumber({ ...decision, head: null }, '05/QĐ-SKHCN').head).toBeNull();
	});
});
