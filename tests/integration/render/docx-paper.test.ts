import { setTimeout as pause } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Block, Paper, PaperPart, PaperTable } from '#lib/domain/papers/paper.ts';
import { docxOf } from '#lib/server/render/docx-paper.ts';
import { printableText } from '#lib/server/render/printable-text.ts';
import { checkContent } from '#lib/server/scan/check-content.ts';
import { samplePapers, withTexts } from './sample-papers.ts';
import type { SampleKind } from './sample-papers.ts';

/** A copy for a word processor, read as the text of its parts; no word processor has opened it here. */
const at = new Date('2026-04-21T03:00:00Z');
const kinds = Object.keys(samplePapers) as SampleKind[];

function unzip(bytes: Uint8Array): Map<string, string> {
	const zip = Buffer.from(bytes);
	const files = new Map<string, string>();
	let entry = zip.readUInt32LE(zip.length - 22 + 16);
	while (zip.readUInt32LE(entry) === 0x02014b50) {
		const [name, extra, comment] = [28, 30, 32].map((from) => zip.readUInt16LE(entry + from));
		const file = zip.readUInt32LE(entry + 42);
		const from = file + 30 + zip.readUInt16LE(file + 26) + zip.readUInt16LE(file + 28);
		const packed = zip.subarray(from, from + zip.readUInt32LE(entry + 20));
		const whole = zip.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed);
		const end = entry + 46 + (name ?? 0);
		files.set(zip.toString('utf8', entry + 46, end), whole.toString('utf8'));
		entry = end + (extra ?? 0) + (comment ?? 0);
	}
	return files;
}

const open = async (paper: Paper): Promise<(name: string) => string> => {
	const files = unzip(await docxOf(paper, at));
	return (name) => files.get(name) ?? '';
};

/** Every tag is closed by its own, and no character stands that XML does not have. */
function xmlFaults(xml: string): string[] {
	const faults: string[] = [];
	const open: string[] = [];
	if (/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/u.test(xml)) faults.push('a forbidden character');
	if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(xml)) faults.push('a bare &');
	for (const [, closing, name = '', self] of xml.matchAll(
		/<(\/?)([A-Za-z][\w:.-]*)(?:"[^"]*"|[^<>"])*?(\/?)>/g
	)) {
		if (self === '/') continue;
		if (closing === '') open.push(name);
		else if (open.pop() !== name) faults.push(`</${name}>`);
	}
	return [...faults, ...open.map((name) => `<${name}>`)];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const textOf = (xml: string): string =>
	[...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
		.map(([, text = '']) => text.replace(/&(\w+);/g, (all, name: string) => ENTITIES[name] ?? all))
		.join('');

const plain = (text: string): string =>
	printableText(text, () => true)
		.replace(/\s+/g, '')
		.toLowerCase();

/** The words of a block in the order in which it is read; signatures title by title, then name by name, in rows of three. */
function wordsOf(block: Block, recipients: readonly string[]): string[] {
	switch (block.kind) {
		case 'heading':
		case 'paragraph':
			return [block.text];
		case 'addressees':
			return ['Kính gửi:', ...block.names];
		case 'facts':
			return block.facts.flatMap(({ label, text }) => [label, text]);
		case 'table':
			return tableWords(block.table);
		case 'list':
			return block.items.map((item) => `- ${item}`);
		case 'article':
			return [`Điều ${String(block.number)}.`, ...block.blocks.flatMap((inner) => wordsOf(inner, []))];
		case 'frame':
			return [...block.lines];
		case 'code':
			return [...block.notes];
		case 'signatures': {
			const names: string[] = recipients.length === 0 ? [] : ['Nơi nhận:', ...recipients];
			for (let from = 0; from < block.signatures.length; from += 3) {
				const row = block.signatures.slice(from, from + 3);
				names.push(...row.flatMap(({ onBehalf, title }) => [...onBehalf, title]));
				names.push(...row.map(({ hint }) => hint), ...row.map(({ name }) => name));
			}
			return names;
		}
	}
}

const tableWords = ({ columns, rows, total }: PaperTable): string[] => [
	...columns.map(({ title }) => title),
	...rows.flat(),
	...total
];

const tablesOf = (block: Block): PaperTable[] => {
	if (block.kind === 'article') return block.blocks.flatMap(tablesOf);
	return block.kind === 'table' ? [block.table] : [];
};

function partWords({ title, blocks }: PaperPart, recipients: readonly string[], goesWith = true): string[] {
	const named = title.name === '' ? [] : [title.name, title.subject, ...(goesWith ? [title.reference] : [])];
	return [...named, ...blocks.flatMap((block) => wordsOf(block, recipients))];
}

function paperWords(paper: Paper): string[] {
	const { head } = paper;
	const letterhead =
		head === null
			? []
			: [
					...[
						head.superior,
						head.issuer,
						'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
						'Độc lập - Tự do - Hạnh phúc'
					],
					...[head.number ?? '', head.about, head.place, head.day]
				];
	return [
		...letterhead,
		// Only what goes with another paper says with which.
		...partWords(paper, paper.recipients, head === null),
		...paper.annexes.flatMap((annex) => partWords(annex, []))
	];
}

const odd: readonly (readonly [string, (text: string) => string])[] = [
	['as it is', (text) => text],
	[
		'signs of XML and of Word, and half a letter',
		(text) => `${text} <&>"' \uf0b7 \u0000\u000b\u200b\ud800 Hơ̆n 👍`
	],
	['long words', (text) => `${text} ${'Wx'.repeat(200)}`],
	['lines', (text) => `${text}\nhàng hai\r\nhàng ba`]
];

describe.each(kinds)('%s for a word processor', (kind) => {
	it.each(odd)('%s: says every word in its order, in whole XML', async (_, change) => {
		const paper = withTexts(samplePapers[kind], change);
		const part = await open(paper);
		for (const name of ['word/document.xml', 'docProps/core.xml', 'word/header1.xml', '[Content_Types].xml'])
			expect([name, part(name).length > 0, xmlFaults(part(name))]).toEqual([name, true, []]);
		const said = plain(textOf(part('word/document.xml')));
		let from = 0;
		for (const word of paperWords(paper).map(plain)) {
			const found = said.indexOf(word, from);
			expect([word.slice(0, 60), found]).toEqual([word.slice(0, 60), Math.max(found, from)]);
			from = found + word.length;
		}
	});

	it('has its tables with their rows, its sections as they lie, and pages numbered from the second', async () => {
		const paper = samplePapers[kind];
		const part = await open(paper);
		const xml = part('word/document.xml');
		const tables = [paper, ...paper.annexes].flatMap(({ blocks }) => blocks.flatMap(tablesOf));
		const drawn = xml.split('<w:tbl>').filter((table) => table.includes('<w:tblHeader/>'));
		expect(
			drawn.map((text) => {
				const [table = ''] = text.split('</w:tbl>');
				return [table.split('<w:tr>').length - 1, table.split('<w:tc>').length - 1];
			})
		).toEqual(
			tables.map(({ columns, rows, total }) => {
				const height = 1 + rows.length + (total.length === 0 ? 0 : 1);
				return [height, height * columns.length];
			})
		);
		const sections = [...xml.matchAll(/<w:sectPr.*?<\/w:sectPr>/g)].map(([text]) => text);
		expect(sections.map((text) => text.includes('w:w="16838" w:h="11906" w:orient="landscape"'))).toEqual(
			[paper, ...paper.annexes].map(({ landscape }) => landscape)
		);
		expect(sections.map((text) => text.includes('<w:titlePg/>'))).toEqual(
			[paper, ...paper.annexes].map((_, index) => index === 0)
		);
		for (const text of sections)
			expect(text).toContain('w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"');
		expect(part('word/header1.xml')).toContain('PAGE');
		expect(part('word/styles.xml')).toContain('Times New Roman');
	});

	it('is what it says to the check of uploads, and the same bytes each time', async () => {
		const bytes = await docxOf(samplePapers[kind], at);
		const rules = { accepted: ['docx'], maxBytes: 50_000_000 } as const;
		expect(await checkContent({ name: 'van-ban.docx', bytes }, rules)).toMatchObject({
			ok: true,
			value: { kind: 'docx' }
		});
		// Two seconds: the times in an archive know nothing finer.
		await pause(2_100);
		expect(Buffer.from(await docxOf(samplePapers[kind], at)).equals(Buffer.from(bytes))).toBe(true);
	});
});
