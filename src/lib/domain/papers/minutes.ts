import { closed, paragraph, paragraphs, signatures } from './blocks.ts';
import type { Block, Paper, PaperHead, Signature } from './paper.ts';

/** Biên bản: how it began, what was found, how it ended, who stands for it (NĐ 30/2020, Phụ lục III, mẫu 1.9). */
export function minutesPaper(minutes: {
	readonly head: PaperHead;
	readonly subject: string;
	readonly opening: readonly string[];
	readonly body: readonly Block[];
	readonly closing: string;
	readonly signatures: readonly Signature[];
}): Paper {
	return {
		head: minutes.head,
		letters: 'small',
		landscape: false,
		title: { name: 'Biên bản', subject: minutes.subject, reference: '' },
		blocks: [
			...paragraphs(minutes.opening),
			...minutes.body,
			...closed([paragraph(minutes.closing)]),
			signatures(minutes.signatures)
		],
		recipients: [],
		annexes: []
	};
}
