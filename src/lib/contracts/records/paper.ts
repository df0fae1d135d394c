/** The shape of a stored paper: its blocks, and what pages and lists read of it beside its words. */
import { z } from 'zod';
import { paperProblems } from '#lib/domain/papers/paper-problems.ts';
import type { Paper } from '#lib/domain/papers/paper.ts';

const texts = z.array(z.string());
const heading = z.object({
	kind: z.literal('heading'),
	level: z.enum(['centred', 'section', 'part']),
	text: z.string()
});
const paragraph = z.object({
	kind: z.literal('paragraph'),
	look: z.enum(['plain', 'italic', 'aside']),
	text: z.string()
});
const addressees = z.object({ kind: z.literal('addressees'), names: texts });
const facts = z.object({
	kind: z.literal('facts'),
	facts: z.array(z.object({ label: z.string(), text: z.string() })),
	small: z.boolean()
});
const table = z.object({
	kind: z.literal('table'),
	caption: z.string(),
	table: z.object({
		columns: z.array(
			z.object({ title: z.string(), align: z.enum(['left', 'right', 'center']), share: z.int() })
		),
		rows: z.array(texts),
		total: texts
	})
});
const list = z.object({ kind: z.literal('list'), items: texts });
const article = z.object({
	kind: z.literal('article'),
	number: z.int(),
	blocks: z.array(z.discriminatedUnion('kind', [paragraph, table, list]))
});
const frame = z.object({ kind: z.literal('frame'), strong: z.boolean(), lines: texts });
const code = z.object({ kind: z.literal('code'), says: z.string(), notes: texts });
const signatures = z.object({
	kind: z.literal('signatures'),
	signatures: z.array(z.object({ onBehalf: texts, title: z.string(), hint: z.string(), name: z.string() }))
});

const part = {
	title: z.object({ name: z.string(), subject: z.string(), reference: z.string() }),
	landscape: z.boolean(),
	blocks: z.array(
		z.discriminatedUnion('kind', [
			heading,
			paragraph,
			addressees,
			facts,
			table,
			list,
			article,
			frame,
			code,
			signatures
		])
	)
};

export const paperShape = z
	.object({
		...part,
		head: z
			.object({
				superior: z.string(),
				issuer: z.string(),
				number: z.string().nullable(),
				about: z.string(),
				place: z.string(),
				day: z.string()
			})
			.nullable(),
		letters: z.enum(['ordinary', 'small']),
		recipients: texts,
		annexes: z.array(z.object(part))
	})
	.check(({ value, issues }) => {
		for (const message of paperProblems(value)) issues.push({ code: 'custom', message, input: value });
	}) satisfies z.ZodType<Paper>;
