import { recordContent } from '#lib/contracts/records/contents.ts';
import type { CopyStanding } from '#lib/domain/workflow/copy-standing.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { receiptPaper } from './receipt-paper.ts';
import type { OfficialContents, OfficialKind } from './official-document.ts';

/** A record, as far as its paper says it. */
export type PrintedRecord = Pick<RecordRow, 'content' | 'numberText' | 'issuedAt'>;

/** One paper, ready to be typeset. */
export type Paper = {
	readonly [K in OfficialKind]: { readonly kind: K; readonly content: OfficialContents[K] };
}[OfficialKind];

/** What the paper of a stored record is made of; `standing`: what the copy of a receipt is worth now. */
export function paperOf(record: PrintedRecord, standing: CopyStanding = 'in_force'): Paper {
	const content = recordContent.parse(record.content);
	const number = record.numberText ?? '';
	switch (content.format) {
		case 'chuan.decision/1':
		case 'chuan.decision/2':
			return { kind: 'decision', content: { ...content, number } };
		case 'chuan.letter/1':
			return { kind: 'letter', content: { ...content, number } };
		case 'chuan.notice/1':
			return { kind: 'notice', content: { ...content, number } };
		case 'chuan.opening_minutes/1':
			return { kind: 'opening-minutes', content: { ...content, number } };
		case 'chuan.survey_minutes/1':
			return { kind: 'survey-minutes', content: { ...content, number } };
		case 'chuan.tally_minutes/1':
			return { kind: 'tally-minutes', content: { ...content, number } };
		case 'chuan.tally_minutes/2':
			return { kind: 'session-minutes', content: { ...content, number } };
		case 'chuan.receipt/1':
			return { kind: 'receipt', content: receiptPaper(content, standing) };
	}
}
