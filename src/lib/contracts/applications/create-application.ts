import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';

/** Which call, for which organisation; the lot where the call has several. */
export const createApplicationShape = z.object({
	callCode: z.string().trim().min(1, refused('call_missing')).max(60, refused('not_found')),
	lotId: z
		.union([z.uuid(refused('lot_unknown')), z.literal('')])
		.optional()
		.transform((id) => (id === '' ? undefined : id)),
	organisationId: z.uuid(refused('organisation_missing'))
});

type Parsed = z.output<typeof createApplicationShape>;

export type CreateApplicationInput = Omit<Parsed, 'lotId'> & Partial<Pick<Parsed, 'lotId'>>;
