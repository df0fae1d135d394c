/**
 * What a record keeps, as its page and its paper read it back: reading checks the shape. A later format gets a shape of
 * its own beside these.
 */
import { z } from 'zod';
import { decidedResult } from './decided-result.ts';
import { oldContent } from './old-contents.ts';
import { paperShape } from './paper.ts';
import { receiptContent } from './receipt-content.ts';

export const paperContent = z.object({
	format: z.literal('chuan.paper/1'),
	paper: paperShape,
	/** Of a decision: what public pages and lists read of it. */
	result: decidedResult.nullable()
});

export const storedContent = z.discriminatedUnion('format', [
	paperContent,
	receiptContent,
	...oldContent.options
]);
