/** What a receipt keeps: what was received, so that its page says it in the language of its reader. */
import { z } from 'zod';

export const receiptContent = z.object({
	format: z.literal('chuan.receipt/1'),
	code: z.string(),
	revision: z.number(),
	receivedAt: z.string(),
	closesAt: z.string(),
	/** The window that the dossier was given beyond the end of its call. */
	window: z.object({ until: z.string(), decision: z.string() }).exactOptional(),
	title: z.string(),
	/** `english` where the call has an English title; receipts of earlier builds do not say it. */
	call: z.object({ code: z.string(), title: z.string(), english: z.string().exactOptional() }),
	lot: z.object({ code: z.string(), title: z.string() }),
	organisation: z.object({ name: z.string(), taxCode: z.string() }),
	submitter: z.object({ name: z.string() }),
	requested: z.string().nullable(),
	own: z.string().nullable(),
	documents: z.array(
		z.object({
			item: z.string(),
			/** What the item of the checklist is called; receipts of earlier builds do not say it. */
			label: z.object({ vi: z.string(), en: z.string().exactOptional() }).exactOptional(),
			name: z.string(),
			size: z.string(),
			sha256: z.string()
		})
	),
	/** Of a sealed dossier: how many files came, and their bytes together; none is named. */
	sealed: z.object({ files: z.number(), size: z.string() }).exactOptional(),
	contentHash: z.string(),
	/** What stood at the head of papers on its day; receipts of earlier builds do not say it. */
	letterhead: z
		.object({
			superior: z.string(),
			office: z.string(),
			officeInText: z.string(),
			/** Receipts of earlier builds do not say it. */
			officeInEnglish: z.string().exactOptional(),
			place: z.string(),
			letters: z.string()
		})
		.exactOptional(),
	/** The newest checkpoint of the log before it; receipts of earlier builds do not say it. */
	checkpoint: z.object({ origin: z.string(), size: z.string(), root: z.string(), at: z.string() }).nullish(),
	/** The last that was typed and is in the dossier; receipts of earlier builds do not say it. */
	lastOperation: z.object({ id: z.string(), at: z.string() }).nullish()
});

export type ReceiptContent = z.infer<typeof receiptContent>;
