import { storedContent } from '#lib/contracts/records/stored-content.ts';
import type { DecidedResult } from '#lib/contracts/records/decided-result.ts';
import type { ReceiptContent } from '#lib/contracts/records/receipt-content.ts';
import type { Paper } from '#lib/domain/papers/paper.ts';
import { withNumber } from '#lib/domain/papers/with-number.ts';
import type { CopyStanding } from '#lib/domain/workflow/copy-standing.ts';
import { oldPaper } from './old-papers.ts';
import type { RecordRow } from './ports.ts';
import { receiptPaper } from './receipt-paper.ts';

type Kept = Pick<RecordRow, 'content' | 'numberText'>;

/** The paper of a stored record, with its number; `standing`: what the copy of a receipt is worth now. */
export function paperOf({ content, numberText }: Kept, standing: CopyStanding = 'in_force'): Paper {
	const stored = storedContent.parse(content);
	switch (stored.format) {
		case 'chuan.paper/1':
			return withNumber(stored.paper, numberText ?? '');
		case 'chuan.receipt/1':
			return receiptPaper(stored, standing);
		default:
			return withNumber(oldPaper(stored), numberText ?? '');
	}
}

/** What a receipt says; undefined of any other record. */
export function receiptOf({ content }: Pick<RecordRow, 'content'>): ReceiptContent | undefined {
	const stored = storedContent.parse(content);
	return stored.format === 'chuan.receipt/1' ? stored : undefined;
}

/** The cases of a decision; undefined of any other record. */
export function decidedIn({ content }: Pick<RecordRow, 'content'>): DecidedResult | undefined {
	const stored = storedContent.parse(content);
	switch (stored.format) {
		case 'chuan.paper/1':
			return stored.result ?? undefined;
		case 'chuan.decision/1':
		case 'chuan.decision/2':
			return { ...stored, rejected: stored.rejected ?? [] };
		default:
			return undefined;
	}
}
