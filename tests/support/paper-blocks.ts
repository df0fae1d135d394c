import type {
	ArticleBlock,
	Block,
	Fact,
	Paper,
	PaperTable,
	Signature
} from '../../src/lib/domain/papers/paper.ts';

/** The blocks under a section of a paper, up to the next one. */
export function under({ blocks }: Paper, section: string): Block[] {
	const at = blocks.findIndex((block) => block.kind === 'heading' && block.text === section);
	if (at === -1) throw new Error(`no section ${section}`);
	const rest = blocks.slice(at + 1);
	const next = rest.findIndex((block) => block.kind === 'heading' && block.level === 'section');
	return next === -1 ? rest : rest.slice(0, next);
}

type Listed = readonly Block[];

export const tableIn = (blocks: Listed): PaperTable | undefined =>
	blocks.find((block) => block.kind === 'table')?.table;

export const factsIn = (blocks: Listed): readonly Fact[] =>
	blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));

export const listIn = (blocks: Listed): readonly string[] =>
	blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));

export const paragraphsIn = (blocks: Listed): string[] =>
	blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));

export const articlesIn = ({ blocks }: Paper): ArticleBlock[] =>
	blocks.flatMap((block) => (block.kind === 'article' ? [block] : []));

export const signaturesIn = ({ blocks }: Paper): readonly Signature[] =>
	blocks.flatMap((block) => (block.kind === 'signatures' ? block.signatures : []));

/** What is said before the first section. */
export function openingOf({ blocks }: Paper): string[] {
	return paragraphsIn(
		blocks.slice(
			0,
			blocks.findIndex(({ kind }) => kind === 'heading')
		)
	);
}

/** The parts of a section under their names. */
export function partsIn(blocks: Listed): { readonly heading: string; readonly blocks: Block[] }[] {
	const parts: { heading: string; blocks: Block[] }[] = [];
	for (const block of blocks) {
		if (block.kind === 'heading') parts.push({ heading: block.text, blocks: [] });
		else parts.at(-1)?.blocks.push(block);
	}
	return parts;
}
