import { ImageRun, Paragraph, AlignmentType } from 'docx';
import type { Table } from 'docx';
import type { Block, BlockKind, Paper, PaperPart } from '#lib/domain/papers/paper.ts';
import { foot, signed } from './docx-signatures.ts';
import { framed, ruled, sideBySide } from './docx-tables.ts';
import { bodyParagraph, centred, GAP, line, MM } from './docx-text.ts';
import { qrPng } from './qr-png.ts';

type Drawn = Paragraph | Table;

/** What a block needs to know of the paper around it. */
export interface Place {
	readonly paper: Pick<Paper, 'letters' | 'recipients'>;
	/** Between the margins, twips. */
	readonly width: number;
}

interface Beside {
	/** The kind of the block behind it. */
	readonly next: BlockKind | undefined;
	/** Stands before the first word. */
	readonly lead: string;
}

type Draw<K extends BlockKind> = (
	block: Extract<Block, { readonly kind: K }>,
	place: Place,
	beside: Beside
) => Drawn[];

/** Between a table and what comes next. */
const gap = (): Paragraph => line('', { size: 4 });

const letters = ({ paper }: Place): number => (paper.letters === 'small' ? 13 : 14);

/** Side of a QR code in pixels of a screen: 32 mm. */
const CODE_PX = 121;

const DRAW: { readonly [K in BlockKind]: Draw<K> } = {
	heading: ({ level, text }) =>
		level === 'centred'
			? [centred(text, { bold: true }, { spacing: { before: GAP, after: GAP }, keepNext: true })]
			: [bodyParagraph(text, { bold: true, keepNext: true })],
	paragraph: ({ look, text }, _place, { next, lead }) =>
		look === 'aside'
			? [line(text, { size: 12, italics: true }, { alignment: AlignmentType.RIGHT })]
			: [
					bodyParagraph(text, {
						lead,
						italics: look === 'italic',
						keepNext: next === 'table' || next === 'signatures'
					})
				],
	addressees: ({ names }) =>
		names.length === 1
			? [centred(`Kính gửi: ${names.join('')}`, {}, { spacing: { before: GAP, after: GAP } })]
			: [
					line('Kính gửi:', {}, { indent: { left: Math.round(28 * MM) }, spacing: { before: GAP } }),
					...names.map((name) => line(`- ${name}`, {}, { indent: { left: Math.round(50 * MM) } })),
					gap()
				],
	facts: ({ facts, small }, place) => {
		const size = small ? 11 : letters(place);
		const label = Math.round(place.width * 0.4);
		const rows = facts.map((fact) => [[line(fact.label, { size })], [line(fact.text, { size })]]);
		return facts.length === 0 ? [] : [sideBySide([label, place.width - label], rows), gap()];
	},
	table: ({ table }, place) => [ruled(table, place.width, place.paper.letters === 'small' ? 11 : 12), gap()],
	list: ({ items }) => items.map((item) => bodyParagraph(`- ${item}`)),
	article: ({ number, blocks }, place, { next }) =>
		drawBlocks(blocks, place, { lead: `Điều ${String(number)}. `, behind: next }),
	frame: ({ strong, lines }, { width }) => [
		framed(
			width,
			strong,
			lines.map((text) => (strong ? centred(text, { bold: true }) : line(text, { size: 11 })))
		),
		gap()
	],
	code: ({ says, notes }, { width }) => {
		const side = Math.round(38 * MM);
		const picture = new ImageRun({
			type: 'png',
			data: qrPng(says),
			transformation: { width: CODE_PX, height: CODE_PX },
			// Without an id the library counts on, and the same paper would be other bytes.
			altText: { id: '1', name: 'QR', title: 'QR', description: says }
		});
		const beside = new Paragraph({ alignment: AlignmentType.RIGHT, children: [picture] });
		return [sideBySide([width - side, side], [[notes.map((note) => bodyParagraph(note)), [beside]]]), gap()];
	},
	signatures: ({ signatures }, { paper, width }) => {
		const [only] = signatures;
		return paper.recipients.length > 0 && only !== undefined
			? [gap(), foot(paper.recipients, only, width), gap()]
			: [gap(), ...signed(signatures, width).flatMap((row) => [row, gap()])];
	}
};

/** Blocks in their order; a paragraph stays with the table or the signatures behind it. */
export function drawBlocks(
	blocks: PaperPart['blocks'],
	place: Place,
	{ lead = '', behind }: { readonly lead?: string; readonly behind?: BlockKind | undefined } = {}
): Drawn[] {
	return blocks.flatMap((block, at) =>
		drawBlock(block, place, { next: blocks[at + 1]?.kind ?? behind, lead: at === 0 ? lead : '' })
	);
}

function drawBlock<K extends BlockKind>(
	block: Extract<Block, { readonly kind: K }> & { readonly kind: K },
	place: Place,
	beside: Beside
): Drawn[] {
	return DRAW[block.kind](block, place, beside);
}
