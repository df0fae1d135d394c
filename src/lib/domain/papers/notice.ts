import { closed, ended, paragraphs, signatures } from './blocks.ts';
import type { Paper, PaperHead, Signature } from './paper.ts';

/** Thông báo: a paper with the name of its kind, after which it is numbered (NĐ 30/2020, Phụ lục III, mẫu 1.4). */
export function noticePaper(notice: {
	readonly head: PaperHead;
	readonly subject: string;
	readonly paragraphs: readonly string[];
	readonly recipients: readonly string[];
	readonly signature: Signature;
}): Paper {
	return {
		head: notice.head,
		letters: 'ordinary',
		landscape: false,
		title: { name: 'Thông báo', subject: notice.subject, reference: '' },
		blocks: [...closed(paragraphs(notice.paragraphs)), signatures([notice.signature])],
		recipients: ended(notice.recipients),
		annexes: []
	};
}
