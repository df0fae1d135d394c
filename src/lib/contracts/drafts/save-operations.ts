import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { MOST_SEEN } from '#lib/domain/drafts/operations.ts';
import { MOST_OPERATIONS } from '#lib/domain/drafts/play-operations.ts';

const count = z.int().min(0).max(1_000_000_000);

/**
 * What a page sends while somebody writes, whatever the object is. Values are anything here: the object reads its own
 * and refuses what does not fit, at its path.
 */
export const saveOperationsShape = z.object({
	/** Who typed: the session may be somebody else's by now. */
	person: z.uuid(),
	/** One browser on one machine. */
	device: z.uuid(),
	/** The run that sends, and up to which number every answer to it has arrived. */
	run: z.uuid(),
	settled: count.default(0),
	/** Revision that the page shows. */
	revision: count,
	operations: z
		.array(
			z.object({
				id: z.uuid(),
				run: z.uuid(),
				number: count.min(1),
				path: z.string().min(1).max(250),
				base: count,
				seen: z
					.array(z.object({ run: z.uuid(), number: count.min(1) }))
					.max(MOST_SEEN)
					.readonly()
					.optional(),
				value: z.unknown()
			})
		)
		.min(1)
		.max(MOST_OPERATIONS, refused('operations_too_many'))
});

export type SaveOperations = z.output<typeof saveOperationsShape>;
