import { z } from 'zod';
import { postedNumber, postedVersion } from '../posted-number.ts';

/** `version`: the application as it was shown. `declarations`: the sentences that were confirmed, by their place. */
export const submitApplicationShape = z.object({
	version: postedVersion,
	declarations: z.array(postedNumber({ max: 49, wrong: 'input_wrong_type' })).max(50)
});

/** For one-button acts: the application as it was shown. */
export const versionShape = submitApplicationShape.pick({ version: true });
