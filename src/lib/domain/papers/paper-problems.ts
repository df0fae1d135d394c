import type { ArticleBlock, Block, BlockKind, Paper, PaperPart, TableBlock } from './paper.ts';

/** What a builder did wrong; never a fault of what people typed. */
export type PaperProblem =
	| 'title_missing'
	| 'part_empty'
	| 'heading_last'
	| 'table_ragged'
	| 'article_order'
	| 'article_without_words'
	| 'signatures_not_last'
	| 'signatures_empty'
	| 'recipients_unsigned';

/** Everything that keeps it from being a paper of the layout of NĐ 30/2020, Phụ lục I; empty when nothing does. */
export function paperProblems(paper: Paper): PaperProblem[] {
	const named = paper.title.name !== '' || (paper.head?.about ?? '') !== '';
	const signed = paper.blocks.flatMap((block) => (block.kind === 'signatures' ? [block] : []));
	return [
		...when(!named, 'title_missing' as const),
		...[paper, ...paper.annexes].flatMap(partProblems),
		...when(
			signed.some(({ signatures }) => signatures.length === 0),
			'signatures_empty' as const
		),
		...when(
			paper.recipients.length > 0 && (signed.length !== 1 || signed[0]?.signatures.length !== 1),
			'recipients_unsigned' as const
		)
	];
}

function partProblems({ blocks }: PaperPart): PaperProblem[] {
	const articles = blocks.flatMap((block) => (block.kind === 'article' ? [block] : []));
	const tables = [...blocks, ...articles.flatMap((article) => article.blocks)].filter(isTable);
	return [
		...when(blocks.length === 0, 'part_empty' as const),
		...when(endsInHeading(blocks), 'heading_last' as const),
		...when(tables.some(ragged), 'table_ragged' as const),
		...when(
			articles.some(({ number }, index) => number !== index + 1),
			'article_order' as const
		),
		...when(articles.some(wordless), 'article_without_words' as const),
		...when(
			blocks.slice(0, -1).some(({ kind }) => kind === 'signatures'),
			'signatures_not_last' as const
		)
	];
}

const isTable = (block: Block): block is TableBlock => block.kind === 'table';

/** A heading with nothing under it. */
function endsInHeading(blocks: readonly Block[]): boolean {
	const under: readonly (BlockKind | undefined)[] = [undefined, 'signatures'];
	return blocks.some(({ kind }, index) => kind === 'heading' && under.includes(blocks[index + 1]?.kind));
}

function ragged({ table: { columns, rows, total } }: TableBlock): boolean {
	return [...rows, ...(total.length === 0 ? [] : [total])].some((row) => row.length !== columns.length);
}

const wordless = ({ blocks }: ArticleBlock): boolean => blocks[0]?.kind !== 'paragraph';

const when = <T>(wrong: boolean, problem: T): T[] => (wrong ? [problem] : []);
