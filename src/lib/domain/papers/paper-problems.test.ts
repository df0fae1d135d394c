import { describe, expect, it } from 'vitest';
import { facts, heading, paragraph, signatures, table } from './blocks.ts';
import { paperProblems } from './paper-problems.ts';
import type { ArticleBlock, Block, Paper, Signature } from './paper.ts';

const director: Signature = { onBehalf: [], title: 'GIÁM ĐỐC', hint: '', name: '' };
const article = (number: number, blocks: ArticleBlock['blocks']): Block => ({
	kind: 'article',
	number,
	blocks
});
const oneColumn = {
	columns: [{ title: 'TT', align: 'center', share: 0 } as const],
	rows: [['1']],
	total: []
};

const paper = (change: Partial<Paper> = {}): Paper => ({
	head: null,
	letters: 'ordinary',
	landscape: false,
	title: { name: 'Thông báo', subject: 'Về kết quả', reference: '' },
	blocks: [paragraph('Kết quả.'), signatures([director])],
	recipients: ['Lưu: VT.'],
	annexes: [],
	...change
});

/** The usual paper with other blocks, nobody to receive it. */
const of = (...blocks: Block[]): Paper => paper({ blocks, recipients: [] });

describe('a paper', () => {
	it('has nothing wrong when it is titled, in order and signed', () => {
		expect(paperProblems(paper())).toEqual([]);
		const body = [heading('section', 'I. Danh sách'), table('Danh sách', oneColumn), facts([])];
		expect(
			paperProblems(of(...body, article(1, [paragraph('Một.')]), article(2, [paragraph('Hai.')])))
		).toEqual([]);
	});

	it.each([
		['title_missing', paper({ title: { name: '', subject: 'Về kết quả', reference: '' } })],
		['part_empty', of()],
		['part_empty', paper({ annexes: [{ title: paper().title, landscape: true, blocks: [] }] })],
		['heading_last', of(paragraph('Một.'), heading('section', 'II. Trống'))],
		['heading_last', of(heading('section', 'I. Trống'), signatures([director]))],
		['table_ragged', of(table('Danh sách', { ...oneColumn, rows: [['1', '2']] }))],
		['table_ragged', of(table('Danh sách', { ...oneColumn, total: ['', 'Cộng'] }))],
		['table_ragged', of(article(1, [paragraph('Gồm:'), table('', { ...oneColumn, rows: [[]] })]))],
		['article_order', of(article(2, [paragraph('Một.')]))],
		['article_order', of(article(1, [paragraph('Một.')]), article(1, [paragraph('Hai.')]))],
		['article_without_words', of(article(1, [table('', oneColumn)]))],
		['signatures_not_last', of(signatures([director]), paragraph('Sau chữ ký.'))],
		['signatures_empty', of(paragraph('Một.'), signatures([]))],
		['recipients_unsigned', paper({ blocks: [paragraph('Một.')] })],
		['recipients_unsigned', paper({ blocks: [paragraph('Một.'), signatures([director, director])] })]
	] as const)('is wrong: %s', (problem, wrong) => {
		expect(paperProblems(wrong)).toEqual([problem]);
	});

	it('needs no name of its kind when it says what it is about (công văn)', () => {
		const head = { superior: '', issuer: '', number: '', about: 'V/v kết quả', place: '', day: '' };
		expect(paperProblems(paper({ head, title: { name: '', subject: '', reference: '' } }))).toEqual([]);
	});
});
