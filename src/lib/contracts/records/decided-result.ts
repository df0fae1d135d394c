/** The cases of a decision beside its words: lists and the public page read them. */
import { z } from 'zod';

const decidedCase = z.object({
	code: z.string(),
	title: z.string(),
	lot: z.string(),
	organisation: z.string()
});

export const decidedResult = z.object({
	callCode: z.string(),
	callTitle: z.string(),
	/** đồng as decimal strings. */
	items: z.array(decidedCase.extend({ approved: z.string(), own: z.string() })),
	/** Without money after the appraisal. */
	rejected: z.array(decidedCase),
	total: z.string()
});

export type DecidedResult = z.infer<typeof decidedResult>;
