import {
	AlignmentType,
	Document,
	Header,
	Packer,
	PageNumber,
	PageOrientation,
	Paragraph,
	SectionType,
	TextRun
} from 'docx';
import type { ISectionOptions, Table } from 'docx';
import { markupText } from '#lib/domain/shared/markup-text.ts';
import type { Paper, PaperHead, PaperPart, PaperTitle } from '#lib/domain/papers/paper.ts';
import { drawBlocks } from './docx-blocks.ts';
import { sideBySide } from './docx-tables.ts';
import { centred, GAP, line, MM, rule } from './docx-text.ts';
import { printableText } from './printable-text.ts';
import { withZipTimes } from './zip-times.ts';

/** A4, twips; margins of mục I.3: 30 mm at the left, 20 mm elsewhere. */
const SHORT = 11_906;
const LONG = 16_838;
const MARGIN = { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 20 * MM };

/** Between the margins, twips. */
function widthOf({ landscape }: Pick<PaperPart, 'landscape'>): number {
	return Math.floor((landscape ? LONG : SHORT) - MARGIN.left - MARGIN.right);
}

/**
 * The paper as a file for a word processor: every block in its order, annexes in sections of their own. `at` is the time
 * of the record: the same paper and time give the same bytes.
 */
export async function docxOf(paper: Paper, at: Date): Promise<Uint8Array> {
	const document = new Document({
		styles: {
			default: {
				document: {
					run: {
						font: 'Times New Roman',
						size: paper.letters === 'small' ? 26 : 28,
						language: { value: 'vi-VN' }
					}
				}
			}
		},
		sections: [
			section(paper, true, [...head(paper.head, widthOf(paper)), ...title(paper), ...body(paper, paper)]),
			...paper.annexes.map((annex) =>
				section(annex, false, [...annexTitle(annex.title, widthOf(annex)), ...body(annex, paper)])
			)
		]
	});
	const core = { path: 'docProps/core.xml', data: properties(paper, at) };
	return withZipTimes(await Packer.toBuffer(document, false, [core]), at);
}

/** Pages are numbered from the second one, in the middle of the upper margin (mục I.7). */
function section(part: PaperPart, first: boolean, children: (Paragraph | Table)[]): ISectionOptions {
	const number = new Paragraph({
		alignment: AlignmentType.CENTER,
		children: [new TextRun({ size: 26, children: [PageNumber.CURRENT] })]
	});
	return {
		properties: {
			type: SectionType.NEXT_PAGE,
			titlePage: first,
			page: {
				// The width of a page that lies across is its height: the library turns it.
				size: {
					width: SHORT,
					height: LONG,
					orientation: part.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
				},
				margin: {
					top: Math.round(MARGIN.top),
					bottom: Math.round(MARGIN.bottom),
					left: Math.round(MARGIN.left),
					right: Math.round(MARGIN.right),
					header: Math.round(9 * MM),
					footer: Math.round(9 * MM)
				}
			}
		},
		headers: { default: new Header({ children: [number] }) },
		children
	};
}

/** Ô 1 to 4, and 5b of a công văn. A paper that never gets a number has none; one without it yet leaves room for it. */
function head(it: PaperHead | null, width: number): (Paragraph | Table)[] {
	if (it === null) return [];
	const left = Math.round(66 * MM);
	const right = width - left;
	const number =
		it.number === null ? [] : [centred(`Số: ${it.number === '' ? '          /' : it.number}`, { size: 13 })];
	return [
		sideBySide(
			[left, right],
			[
				[
					[
						centred(it.superior.toUpperCase(), { size: 12 }),
						centred(it.issuer.toUpperCase(), { size: 12, bold: true }),
						rule(left, 0.35)
					],
					[
						centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: 12, bold: true }),
						centred('Độc lập - Tự do - Hạnh phúc', { size: 13, bold: true }),
						rule(right, 0.55)
					]
				],
				[
					[...number, centred(it.about, { size: 12 })],
					[centred(`${it.place}, ${it.day}`, { size: 13, italics: true })]
				]
			]
		),
		line('', { size: 6 })
	];
}

/** Ô 5a: the name of its kind, its subject, and the rule under it. */
function title({ title: it, head: letterhead, landscape }: Paper): Paragraph[] {
	const width = widthOf({ landscape });
	if (it.name === '') return [];
	if (letterhead === null) return annexTitle(it, width);
	return [
		centred(it.name.toUpperCase(), { bold: true }, { spacing: { before: GAP }, keepNext: true }),
		centred(it.subject, { bold: true }, { keepNext: true }),
		rule(width, 0.3)
	];
}

function annexTitle(it: PaperTitle, width: number): Paragraph[] {
	return [
		centred(it.name.toUpperCase(), { bold: true }, { keepNext: true }),
		centred(it.subject, { bold: true }, { keepNext: true }),
		...(it.reference === ''
			? []
			: [centred(it.reference, { italics: true }, { keepNext: true }), rule(width, 0.3)])
	];
}

function body(part: PaperPart, paper: Paper): (Paragraph | Table)[] {
	return drawBlocks(part.blocks, { paper, width: widthOf(part) });
}

/** Who wrote it, what it is called and when it was issued; the library would say when it ran. */
function properties({ head: letterhead, title: it }: Paper, at: Date): string {
	const said = (text: string): string => markupText(printableText(text, () => true));
	const time = `xsi:type="dcterms:W3CDTF">${at.toISOString().slice(0, 19)}Z`;
	const name = it.name === '' ? (letterhead?.about ?? '') : `${it.name}: ${it.subject}`;
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${said(name)}</dc:title><dc:creator>${said(letterhead?.issuer ?? '')}</dc:creator><dcterms:created ${time}</dcterms:created><dcterms:modified ${time}</dcterms:modified></cp:coreProperties>`;
}
