import { z } from 'zod';

/** A ticked box is sent, an empty one is not. */
export const chooseRemindersShape = z.object({
	wanted: z
		.literal('yes')
		.optional()
		.transform((ticked) => ticked === 'yes')
});
