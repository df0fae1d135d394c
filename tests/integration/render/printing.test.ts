import { describe, expect, it } from 'vitest';
import { loadFaces } from '#lib/server/render/faces.ts';
import { heading, paragraph, table } from '#lib/domain/papers/blocks.ts';
import type { Paper } from '#lib/domain/papers/paper.ts';
import { renderOfficial } from '#lib/server/render/official-paper.ts';
import { printableText } from '#lib/server/render/printable-text.ts';
import { outsideMargins, overlapping, plainText, readPaper, type ReadPaper } from './read-paper.ts';
import { samplePapers, textsOf, withTexts } from './sample-papers.ts';
import type { SampleKind } from './sample-papers.ts';

const at = new Date('2026-04-21T03:00:00Z');
const kinds = Object.keys(samplePapers) as SampleKind[];
const { covers } = loadFaces();

const print = (paper: Paper): Promise<ReadPaper> => readPaper(renderOfficial(paper, at));

/**
 * A letter and its marks are several glyphs that each name the whole letter: readers without ActualText read it twice.
 * Their faces are tested below.
 */
const withoutMarked = (text: string): string => text.replace(/[^\p{M}]\p{M}+/gu, '');

/** A row that is higher than a page's third goes over to the next page, and a word of it with the row. */
function goesOver(word: string, printed: string): boolean {
	for (let cut = 6; cut <= word.length - 6; cut += 1) {
		if (printed.includes(word.slice(0, cut)) && printed.includes(word.slice(cut))) return true;
	}
	return false;
}

const isFigure = (text: string): boolean => /^[-\d.,]+$/.test(text);
const instruments = Array.from({ length: 40 }, (_, index) => `PT${100 + index}`).join(',');

/** What people paste and type: each must be printed whole, whatever it is. */
const odd: readonly (readonly [name: string, change: (text: string) => string])[] = [
	['as it is', (text) => text],
	[
		'forty instruments without a space',
		(text) => (isFigure(text) ? '999.999.999.999' : `${text} ${instruments}`)
	],
	['one word of 400 letters', (text) => (isFigure(text) ? text : `${text} ${'Wx'.repeat(200)}`)],
	['a code that does not end', (text) => (isFigure(text) ? text : `${text} ${'AB-12/'.repeat(50)}`)],
	[
		'signs of Word and of other scripts',
		(text) => (isFigure(text) ? text : `\uf0b7 ${text} ㎡ ㎏ 한국 👍 ☐☑✓ ①②③ 中文 ≤≥∑ ກ \ue123 \u{10fffd}`)
	],
	[
		'letters of Jrai, Bahnar and Ê-đê',
		(text) => (isFigure(text) ? text : `${text} Hơ̆n Mư̆ Nê̆ Bô̆n Ƀuôn ĕ ĭ ŏ ŭ č ñ`)
	],
	['signs that cannot be seen', (text) => `\u200b${text}\u00ad \u202e\u0000`],
	['lines', (text) => (isFigure(text) ? text : `${text}\nhàng hai\r\nhàng ba`)]
];

describe.each(kinds)('%s prints', (kind) => {
	it.each(odd)('%s: every word, inside the margins, none over another', async (_, change) => {
		const changed = withTexts(samplePapers[kind], change);
		const paper = await print(changed);
		expect(outsideMargins(paper)).toEqual([]);
		expect(overlapping(paper)).toEqual([]);
		const printed = withoutMarked(plainText(paper));
		const missing = textsOf(changed)
			.flatMap((text) => printableText(text, covers).split(/\s+/))
			.map((word) => withoutMarked(word.replace(/[.;,]+$/, '').toLowerCase()))
			.filter((word) => !printed.includes(word) && !goesOver(word, printed));
		expect(missing).toEqual([]);
	});
});

describe('a table of money', () => {
	const column = (title: string, align: 'left' | 'right' | 'center', share: number) => ({
		title,
		align,
		share
	});
	/** The columns of a decision on tasks: seven, in 160 mm. */
	const columns = [
		column('TT', 'center', 0),
		column('Mã hồ sơ', 'left', 0),
		column('Tên nhiệm vụ, nội dung hỗ trợ', 'left', 4),
		column('Tổ chức chủ trì', 'left', 4),
		column('Ngân sách nhà nước (đồng)', 'right', 3),
		column('Đối ứng (đồng)', 'right', 3),
		column('Phương thức khoán chi', 'left', 2)
	];
	const rows = Array.from({ length: 30 }, (_, index) => [
		String(index + 1),
		`TASK-2026-${String(index + 1).padStart(4, '0')}`,
		`Nghiên cứu hoàn thiện quy trình sản xuất và xây dựng mô hình liên kết chuỗi giá trị thứ ${index + 1}`,
		`Công ty Cổ phần Nông nghiệp Công nghệ cao Chư Păh ${index + 1}`,
		`${825 + index}.895.123.${String(100 + index)}`,
		`${900 - index}.999.999.999`,
		index % 2 === 0 ? 'Đến sản phẩm cuối cùng' : 'Từng phần'
	]);
	const total = ['', '', 'Tổng cộng', '', '25.419.999.999.999', '26.999.999.999.999', ''];
	const listing = (listed: readonly string[][]): Paper => ({
		...samplePapers.decision,
		blocks: [
			{
				kind: 'article',
				number: 1,
				blocks: [paragraph('Phê duyệt 30 hồ sơ, gồm:'), table('Hồ sơ', { columns, rows: listed, total })]
			}
		],
		recipients: [],
		annexes: []
	});

	it('keeps amounts and codes on one line, in their cells', async () => {
		const paper = await print(listing(rows));
		expect(outsideMargins(paper)).toEqual([]);
		expect(overlapping(paper)).toEqual([]);
		const pieces = paper.texts.map(({ text }) => text.trim());
		for (const row of [...rows, total]) {
			for (const figure of [row[1], row[4], row[5]].filter((cell) => cell !== '')) {
				expect(pieces).toContain(figure);
			}
		}
		// Columns end at one place: what is set right and no wider than its column ends there.
		const ends = new Set(
			paper.texts.filter(({ text }) => /^\d{3}\.895\.123/.test(text)).map(({ right }) => Math.round(right))
		);
		expect(ends.size).toBe(1);
	});

	it('tears no row over two pages', async () => {
		const marked = rows.map((row, index) => [
			...row.slice(0, 2),
			`<${index}< ${'nội dung hỗ trợ '.repeat(12)}>${index}>`,
			...row.slice(3)
		]);
		const { texts, pages } = await print(listing(marked));
		expect(pages.length).toBeGreaterThan(4);
		const pageOf = (mark: string) => texts.find(({ text }) => text.includes(mark))?.page;
		for (const index of rows.keys()) {
			expect(pageOf(`<${index}<`), `row ${index}`).toBeGreaterThan(0);
			expect(pageOf(`>${index}>`), `row ${index}`).toBe(pageOf(`<${index}<`));
		}
	});

	it('never leaves the total alone on a page', async () => {
		const short = {
			columns: [column('TT', 'center', 0), column('Nội dung', 'left', 1), column('Tiền', 'right', 0)],
			total: ['', 'Tổng cộng', '1.000']
		};
		let over = 0;
		for (let count = 28; count <= 44; count += 1) {
			const cells = Array.from({ length: count }, (_, index) => [String(index + 1), `khoản <${index}>`, '1']);
			const listed = {
				...samplePapers['survey-minutes'],
				blocks: [table('Kinh phí', { ...short, rows: cells })]
			};
			const { texts } = await print(listed);
			const pageOf = (mark: string) => texts.find(({ text }) => text.includes(mark))?.page;
			expect(pageOf(`<${count - 1}>`), `${count} rows`).toBe(pageOf('Tổng cộng'));
			if (pageOf('Tổng cộng') !== pageOf('<0>')) over += 1;
		}
		// Some end on the first page and some on the second: the one that fits but for its total is among them.
		expect(over).toBeGreaterThan(0);
		expect(over).toBeLessThan(17);
	});

	it('lets a row that is higher than half a page go over to the next, with all its words', async () => {
		const words = Array.from({ length: 1500 }, (_, index) => `lời${index}`);
		const findings = {
			columns: [column('TT', 'center', 0), column('Nội dung', 'left', 2), column('Kết quả', 'left', 3)],
			rows: [['1', 'Tổ chức quản lý', words.join(' ')]],
			total: []
		};
		const survey = { ...samplePapers['survey-minutes'], blocks: [table('Kết quả', findings)] };
		const paper = await print(survey);
		expect(outsideMargins(paper)).toEqual([]);
		const printed = plainText(paper);
		expect(words.filter((word) => !printed.includes(word))).toEqual([]);
	});
});

describe('a line that ends', () => {
	it('never tears a number from its kind, nor a code at its strokes and hyphens', async () => {
		for (let width = 0; width < 40; width += 1) {
			const words = `${'a'.repeat(width)} ${'Theo các quy định tại TT 20/2023/TT-BKHCN và Quyết định số 996/QĐ-TTg cho GL-DL-03. '.repeat(3)}`;
			const { texts } = await print({ ...samplePapers.letter, blocks: [paragraph(words)] });
			const lines = new Map<string, string>();
			for (const { page, baseline, text } of texts) {
				const key = `${page}:${Math.round(baseline)}`;
				lines.set(key, (lines.get(key) ?? '') + text);
			}
			const broken = [...lines.values()].filter((line) =>
				/(TT|20\/|2023\/|TT-|số|996\/|QĐ-|GL-|DL-)\s*$/.test(line)
			);
			expect(broken).toEqual([]);
		}
	});
});

describe('letters with marks of their own', () => {
	it.each([
		['regular', [paragraph('Hơ̆n')]],
		['bold', [heading('section', 'Hơ̆n')]],
		['italic', [paragraph('Hơ̆n', 'italic')]]
	] as const)('come from the face that sets the mark on its letter, in %s', (_, blocks) => {
		const faces = (paper: Paper): string[] => fontsOf(renderOfficial(paper, at));
		expect(faces(samplePapers.decision)).not.toContain('ChuanMarks');
		expect(faces({ ...samplePapers.letter, blocks })).toContain('ChuanMarks');
	});
});

function fontsOf(pdf: Uint8Array): string[] {
	const text = Buffer.from(pdf).toString('latin1');
	return [...text.matchAll(/\/FontName \/[A-Z]{6}\+(\w+)/g)].map(([, name = '']) => name);
}

it('asks no face of the machine', () => {
	const odd = withTexts(samplePapers.letter, (text) => `${text} ㎡ 한 中 👍 \ue123 ①`);
	const faces = fontsOf(renderOfficial(odd, at));
	expect(faces.length).toBeGreaterThan(2);
	expect(faces.filter((name) => !name.startsWith('Chuan'))).toEqual([]);
});
