import { describe, expect, it } from 'vitest';
import { facts, list, paragraph, paragraphs, signatures, table } from '#lib/domain/papers/blocks.ts';
import type { Block, Paper, PaperTable } from '#lib/domain/papers/paper.ts';
import { renderOfficial } from '#lib/server/render/official-paper.ts';
import { readPaper } from './read-paper.ts';
import type { ReadPaper } from './read-paper.ts';
import { samplePapers } from './sample-papers.ts';

const at = new Date('2026-04-21T03:00:00Z');
const print = (paper: Paper): Promise<ReadPaper> => readPaper(renderOfficial(paper, at));

const column = (title: string, share: number) => ({ title, align: 'left' as const, share });
const rows: PaperTable = {
	columns: [column('TT', 0), column('Nội dung', 1)],
	rows: Array.from({ length: 5 }, (_, index) => [String(index + 1), `cuối${String(index)}`]),
	total: []
};
const words = (count: number): string => 'Nội dung của đoạn văn cuối. '.repeat(count);

/** What may stand before signatures, and a word of its last line. */
const last: Readonly<Record<string, readonly Block[]>> = {
	'a paragraph': [paragraph(`${words(2)} cuối`)],
	'a long paragraph': [paragraph(`${words(40)} cuối`)],
	'a list': list(['một', 'hai', 'ba', `${words(6)} cuối`]),
	facts: [
		facts(
			Array.from({ length: 6 }, (_, index) => ({ label: `Mục ${String(index)}:`, text: `cuối ${words(3)}` }))
		)
	],
	'a table': [table('Bảng', rows)],
	'a table and the end of the text': [table('Bảng', rows), paragraph('./.')],
	'a frame': [{ kind: 'frame', strong: false, lines: ['một', 'cuối'] }]
};

const signers = (names: readonly string[]): Block =>
	signatures(names.map((name) => ({ onBehalf: [], title: 'Giám đốc', hint: '(Ký, ghi rõ họ tên)', name })));

describe.each(Object.entries(last))('behind %s', (_, blocks) => {
	it.each([
		['one signature', ['Ngô Văn Ký'], []],
		['four signatures', ['Ngô Văn Ký', 'Hai', 'Ba', 'Bốn'], []],
		['a signature beside its recipients', ['Ngô Văn Ký'], ['Như trên;', 'Lưu: VT.']]
	] as const)('%s: never alone on a page', async (_name, names, recipients) => {
		let over = 0;
		for (let filler = 14; filler < 40; filler += 1) {
			const { texts, pages } = await print({
				...samplePapers.letter,
				blocks: [...paragraphs(Array.from({ length: filler }, () => 'Đoạn.')), ...blocks, signers(names)],
				recipients: [...recipients]
			});
			const signed = texts.find(({ text }) => text.includes('Ngô Văn Ký'));
			const above = texts.filter(({ page, text }) => page === signed?.page && /cuối|Đoạn/.test(text));
			expect(above.length, `${String(filler)} paragraphs`).toBeGreaterThan(0);
			if (pages.length > 1) over += 1;
		}
		expect(over).toBeGreaterThan(3);
	});
});

describe('a table before signatures', () => {
	it('is one table: a head where it begins, and where its end begins a page', async () => {
		let parted = 0;
		for (let filler = 14; filler < 40; filler += 1) {
			const { texts } = await print({
				...samplePapers.letter,
				blocks: [
					...paragraphs(Array.from({ length: filler }, () => 'Đoạn.')),
					table('Bảng', rows),
					signers(['Ngô Văn Ký'])
				],
				recipients: []
			});
			const pagesOf = (said: string): number[] =>
				texts.filter(({ text }) => text.trim() === said).map(({ page }) => page);
			const bodies = new Set([0, 1, 2, 3, 4].flatMap((index) => pagesOf(`cuối${String(index)}`)));
			expect(pagesOf('Nội dung'), `${String(filler)} paragraphs`).toEqual([...bodies]);
			if (bodies.size > 1) parted += 1;
		}
		expect(parted).toBeGreaterThan(1);
	});
});

describe('a high head', () => {
	const head = (letters: number): PaperTable => ({
		columns: [
			column('TT', 0),
			...Array.from({ length: 8 }, (_, index) =>
				column(`Đầu ${'tiêu đề dài '.repeat(letters)}${String(index)}`, 1)
			)
		],
		rows: Array.from({ length: 60 }, (_, index) => [
			`dòng${String(index)}`,
			...Array.from({ length: 8 }, () => 'một hai')
		]),
		total: []
	});

	it('stands on every page of its table, in smaller letters where it must', async () => {
		for (const letters of [2, 6, 12]) {
			const { texts, pages } = await print({
				...samplePapers.letter,
				blocks: [paragraph('Đoạn.'), table('Bảng', head(letters)), signers(['Ngô Văn Ký'])],
				recipients: []
			});
			const bodies = new Set(texts.filter(({ text }) => /^dòng/.test(text)).map(({ page }) => page));
			const heads = new Set(texts.filter(({ text }) => text.trim() === 'Đầu').map(({ page }) => page));
			expect([...heads].sort(), String(letters)).toEqual([...bodies].sort());
			expect(pages.length).toBeGreaterThan(1);
		}
	});
});

it('leaves a column without a word its share, for the pen', async () => {
	const { texts } = await print({
		...samplePapers.letter,
		blocks: [
			table('Bảng', {
				columns: [column('TT', 0), column('Tên', 1), column('Trống', 1)],
				rows: [['1', 'một', '']],
				total: []
			}),
			signers(['Ngô Văn Ký'])
		],
		recipients: []
	});
	const [name, empty] = ['Tên', 'Trống'].map((said) => texts.find(({ text }) => text.trim() === said));
	expect((empty?.left ?? 0) - (name?.left ?? 0)).toBeGreaterThan(150);
});
