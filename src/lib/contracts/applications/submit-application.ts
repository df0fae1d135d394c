import { z } from 'zod';

/** `version`: the application as it was shown. `declarations`: the sentences that were confirmed, by their place. */
export const submitApplicationShape = z.object({
	version: z.coerce.number('input_wrong_type').int('input_wrong_type').min(1, 'input_wrong_type'),
	declarations: z.array(z.coerce.number().int().min(0)).max(50)
});

/** For one-button acts: the application as it was shown. */
export const versionShape = submitApplicationShape.pick({ version: true });
