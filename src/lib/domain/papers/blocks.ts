import type {
	AddresseesBlock,
	Block,
	Fact,
	FactsBlock,
	HeadingBlock,
	ListBlock,
	PaperTable,
	ParagraphBlock,
	Signature,
	SignaturesBlock,
	TableBlock
} from './paper.ts';

export const heading = (level: HeadingBlock['level'], text: string): HeadingBlock => ({
	kind: 'heading',
	level,
	text
});

export const paragraph = (text: string, look: ParagraphBlock['look'] = 'plain'): ParagraphBlock => ({
	kind: 'paragraph',
	look,
	text
});

export const paragraphs = (texts: readonly string[]): ParagraphBlock[] =>
	texts.map((text) => paragraph(text));

export const facts = (rows: readonly Fact[], small = false): FactsBlock => ({
	kind: 'facts',
	facts: rows,
	small
});

export const table = (caption: string, listed: PaperTable): TableBlock => ({
	kind: 'table',
	caption,
	table: listed
});

/** Nothing where there is nothing to list. */
export const list = (items: readonly string[]): ListBlock[] =>
	items.length === 0 ? [] : [{ kind: 'list', items }];

export const signatures = (signing: readonly Signature[]): SignaturesBlock => ({
	kind: 'signatures',
	signatures: signing
});

export const addressees = (names: readonly string[]): AddresseesBlock => ({
	kind: 'addressees',
	names: ended(names)
});

/** Each but the last ends with a semicolon, the last one with a full stop (NĐ 30/2020, Phụ lục I, mục II.6). */
export function ended(lines: readonly string[]): string[] {
	return lines.map((line, index) => withoutStop(line) + (index === lines.length - 1 ? '.' : ';'));
}

/** "Căn cứ …" and "Theo đề nghị của …", in italics. */
export const legalBases = (bases: readonly string[]): ParagraphBlock[] =>
	ended(bases).map((text) => paragraph(text, 'italic'));

/**
 * The blocks of a text that is at its end: "./." stands behind the last paragraph, or on a line of its own behind a
 * table (mục II.6).
 */
export function closed<B extends Block>(blocks: readonly B[]): (B | ParagraphBlock)[] {
	const last = blocks.at(-1);
	if (last?.kind === 'article') return [...blocks.slice(0, -1), { ...last, blocks: closed(last.blocks) }];
	if (last?.kind !== 'paragraph') return [...blocks, paragraph('./.')];
	return [...blocks.slice(0, -1), { ...last, text: `${last.text.trim().replace(/\.+$/, '')}./.` }];
}

function withoutStop(line: string): string {
	return line.trim().replace(/[.;,]+$/, '');
}
