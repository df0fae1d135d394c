/** Paragraphs of an official paper for a word processor, in the measures of NĐ 30/2020, Phụ lục I. */
import { AlignmentType, BorderStyle, Paragraph, TextRun } from 'docx';
import type { IParagraphOptions } from 'docx';
import { printableText } from './printable-text.ts';

/** Twentieths of a point in a millimetre: what Word measures in. */
export const MM = 1440 / 25.4;
const PT = 20;

/** The first line stands 1.27 cm in. */
export const FIRST_LINE = Math.round(12.7 * MM);
/** At least 6 pt between two paragraphs (mục II.6). */
export const GAP = 6 * PT;

export interface Look {
	/** Points. */
	readonly size?: number;
	readonly bold?: boolean;
	readonly italics?: boolean;
}

/** A word processor has faces for every letter; only what has no place in XML, and Word's private signs, are replaced. */
const printable = (text: string): string => printableText(text, () => true);

/** The runs of a text: each of its lines on a line of its own. */
export function runs(text: string, { size, bold = false, italics = false }: Look = {}): TextRun[] {
	return printable(text)
		.split('\n')
		.map(
			(line, at) =>
				new TextRun({
					text: line,
					bold,
					italics,
					...(at > 0 ? { break: 1 } : {}),
					...(size === undefined ? {} : { size: size * 2 })
				})
		);
}

/** A paragraph without indent and distance. */
export function line(text: string, look: Look = {}, options: IParagraphOptions = {}): Paragraph {
	return new Paragraph({ ...options, children: runs(text, look) });
}

export function centred(text: string, look: Look = {}, options: IParagraphOptions = {}): Paragraph {
	return line(text, look, { alignment: AlignmentType.CENTER, ...options });
}

/** A paragraph of the body: justified, its first line in; `lead` stands before its first word. */
export function bodyParagraph(
	text: string,
	{
		lead = '',
		keepNext = false,
		...look
	}: Look & { readonly lead?: string; readonly keepNext?: boolean } = {}
): Paragraph {
	return new Paragraph({
		alignment: AlignmentType.BOTH,
		indent: { firstLine: FIRST_LINE },
		spacing: { after: GAP },
		keepNext,
		children: [...(lead === '' ? [] : runs(lead, { ...look, bold: true })), ...runs(text, look)]
	});
}

/** A rule in the middle, a share of a width in twips: the border of an empty paragraph. */
export function rule(width: number, share: number): Paragraph {
	const side = Math.round((width * (1 - share)) / 2);
	return new Paragraph({
		indent: { left: side, right: side },
		border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: 'auto' } },
		spacing: { before: 40, line: 120, lineRule: 'exact' },
		children: []
	});
}
