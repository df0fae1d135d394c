/**
 * The contents of records that were stored before a record kept its blocks, a shape a kind. A record is written once and
 * read for decades: these stay, and none is written any more.
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

/** What every biên bản has. */
const minutes = {
	...letterhead,
	subject: z.string(),
	opening: z.array(z.string()),
	conclusions: z.array(z.string()),
	closing: z.string(),
	signatures: z.array(signature)
};

const openingMinutesContent = z.object({
	format: z.literal('chuan.opening_minutes/1'),
	...minutes,
	attendees: z.array(fact),
	dossiers: table
});

const surveyMinutesContent = z.object({
	format: z.literal('chuan.survey_minutes/1'),
	...minutes,
	attendees: z.array(fact),
	/** By the groups of the status assessment; null where the programme has none. */
	findings: table.nullable(),
	/** Files that go with the minutes, with their SHA-256. */
	files: z.array(fact)
});

const tallyMinutesContent = z.object({
	format: z.literal('chuan.tally_minutes/1'),
	...minutes,
	facts: z.array(fact),
	applications: z.array(z.object({ heading: z.string(), ballots: table, steps: z.array(z.string()) })),
	ranking: table
});

/** With attendance as a table, and how equals were parted. */
const tallyMinutesWithMembers = z.object({
	...tallyMinutesContent.shape,
	format: z.literal('chuan.tally_minutes/2'),
	members: table,
	ties: z.array(z.string())
});

const letterContent = z.object({
	format: z.literal('chuan.letter/1'),
	...letterhead,
	about: z.string(),
	addressees: z.array(z.string()),
	paragraphs: z.array(z.string()),
	after: z.array(z.string()),
	recipients: z.array(z.string()),
	signature
});

const decisionContent = z.object({
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
const decisionWithAnnex = z.object({
	...decisionContent.shape,
	format: z.literal('chuan.decision/2'),
	annex: z.object({ subject: z.string(), table, after: z.array(z.string()) }).nullable()
});

/** Thông báo: a document with the name of its kind, after which it is numbered (NĐ 30/2020, Phụ lục III, mẫu 1.4). */
const noticeContent = z.object({
	format: z.literal('chuan.notice/1'),
	...letterhead,
	subject: z.string(),
	paragraphs: z.array(z.string()),
	recipients: z.array(z.string()),
	signature
});

export const oldContent = z.discriminatedUnion('format', [
	openingMinutesContent,
	surveyMinutesContent,
	tallyMinutesContent,
	tallyMinutesWithMembers,
	letterContent,
	noticeContent,
	decisionContent,
	decisionWithAnnex
]);

export type OldContent = z.infer<typeof oldContent>;
