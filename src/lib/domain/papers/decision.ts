import { closed, ended, heading, legalBases, signatures } from './blocks.ts';
import type { ArticleBlock, Paper, PaperHead, PaperPart, Signature } from './paper.ts';

/** Quyết định (cá biệt) quy định trực tiếp: NĐ 30/2020, Phụ lục III, mẫu 1.2. */
export function decisionPaper(decision: {
	readonly head: PaperHead;
	readonly subject: string;
	/** Who decides. */
	readonly authority: string;
	/** "Căn cứ …" and "Theo đề nghị của …", without their closing signs. */
	readonly bases: readonly string[];
	/** What each article says; they are numbered in this order. */
	readonly articles: readonly ArticleBlock['blocks'][];
	readonly recipients: readonly string[];
	readonly signature: Signature;
	readonly annexes: readonly PaperPart[];
}): Paper {
	const articles = decision.articles.map((blocks, index): ArticleBlock => ({
		kind: 'article',
		number: index + 1,
		blocks
	}));
	return {
		head: decision.head,
		letters: 'ordinary',
		landscape: false,
		title: { name: 'Quyết định', subject: decision.subject, reference: '' },
		blocks: [
			heading('centred', decision.authority.toUpperCase()),
			...legalBases(decision.bases),
			heading('centred', 'QUYẾT ĐỊNH:'),
			...closed(articles),
			signatures([decision.signature])
		],
		recipients: ended(decision.recipients),
		annexes: decision.annexes
	};
}
