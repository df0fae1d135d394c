/**
 * The contents of stored records, as their pages and papers read them back. A record is written once and read for
 * decades: reading checks the shape, and a later format gets a shape of its own beside these.
 */
import { z } from 'zod';

const letterhead = { superior: z.string(), issuer: z.string(), number: z.string(), placeAndDate: z.string() };
const signature = z.object({
	onBehalf: z.array(z.string()),
	title: z.string(),
	hint: z.string(),
	name: z.string()
});
const table = z.object({
	columns: z.array(
		z.object({ title: z.string(), align: z.enum(['left', 'right', 'center']), share: z.number() })
	),
	rows: z.array(z.array(z.string())),
	total: z.array(z.string())
});
const fact = z.object({ label: z.string(), text: z.string() });

export const receiptContent = z.object({
	format: z.literal('chuan.receipt/1'),
	code: z.string(),
	revision: z.number(),
	receivedAt: z.string(),
	closesAt: z.string(),
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
	contentHash: z.string(),
	/** The last that was typed and is in the dossier; receipts of earlier builds do not say it. */
	lastOperation: z.object({ id: z.string(), at: z.string() }).nullish()
});

/** What every biên bản has. */
const minutes = {
	...letterhead,
	subject: z.string(),
	opening: z.array(z.string()),
	conclusions: z.array(z.string()),
	closing: z.string(),
	signatures: z.array(signature)
};

export const openingMinutesContent = z.object({
	format: z.literal('chuan.opening_minutes/1'),
	...minutes,
	attendees: z.array(fact),
	dossiers: table
});

export const surveyMinutesContent = z.object({
	format: z.literal('chuan.survey_minutes/1'),
	...minutes,
	attendees: z.array(fact),
	/** By the groups of the status assessment; null where the programme has none. */
	findings: table.nullable(),
	/** Files that go with the minutes, with their SHA-256. */
	files: z.array(fact)
});

export const tallyMinutesContent = z.object({
	format: z.literal('chuan.tally_minutes/1'),
	...minutes,
	facts: z.array(fact),
	applications: z.array(z.object({ heading: z.string(), ballots: table, steps: z.array(z.string()) })),
	ranking: table
});

/** With attendance as a table, and how equals were parted. */
export const tallyMinutesWithMembers = z.object({
	...tallyMinutesContent.shape,
	format: z.literal('chuan.tally_minutes/2'),
	members: table,
	ties: z.array(z.string())
});

export const letterContent = z.object({
	format: z.literal('chuan.letter/1'),
	...letterhead,
	about: z.string(),
	addressees: z.array(z.string()),
	paragraphs: z.array(z.string()),
	after: z.array(z.string()),
	recipients: z.array(z.string()),
	signature
});

export const decisionContent = z.object({
	format: z.literal('chuan.decision/1'),
	...letterhead,
	callCode: z.string(),
	callTitle: z.string(),
	subject: z.string(),
	authority: z.string(),
	bases: z.array(z.string()),
	proposal: z.string(),
	articles: z.array(
		z.object({
			paragraphs: z.array(z.string()),
			table: table.exactOptional(),
			after: z.array(z.string()).exactOptional()
		})
	),
	recipients: z.array(z.string()),
	signature,
	items: z.array(
		z.object({
			code: z.string(),
			title: z.string(),
			lot: z.string(),
			organisation: z.string(),
			approved: z.string(),
			own: z.string()
		})
	),
	/** Cases that got no money after the appraisal; absent in decisions that were issued before there were any. */
	rejected: z
		.array(z.object({ code: z.string(), title: z.string(), lot: z.string(), organisation: z.string() }))
		.exactOptional(),
	total: z.string()
});

/** A wide table stands on landscape pages of its own, behind the signature. */
export const decisionWithAnnex = z.object({
	...decisionContent.shape,
	format: z.literal('chuan.decision/2'),
	annex: z.object({ subject: z.string(), table, after: z.array(z.string()) }).nullable()
});

/** Thông báo: a document with the name of its kind, after which it is numbered (NĐ 30/2020, Phụ lục III, mẫu 1.4). */
export const noticeContent = z.object({
	format: z.literal('chuan.notice/1'),
	...letterhead,
	subject: z.string(),
	paragraphs: z.array(z.string()),
	recipients: z.array(z.string()),
	signature
});

/** A decision in any of its forms. */
export const anyDecision = z.discriminatedUnion('format', [decisionContent, decisionWithAnnex]);

export const recordContent = z.discriminatedUnion('format', [
	receiptContent,
	openingMinutesContent,
	surveyMinutesContent,
	tallyMinutesContent,
	tallyMinutesWithMembers,
	letterContent,
	noticeContent,
	decisionContent,
	decisionWithAnnex
]);

export type RecordContent = z.infer<typeof recordContent>;
export type ReceiptContent = z.infer<typeof receiptContent>;
export type PaperTable = z.infer<typeof table>;
export type PaperSignature = z.infer<typeof signature>;
