import { z } from 'zod';

/** Which call, for which organisation; the lot where the call has several. */
export const createApplicationShape = z.object({
	callCode: z.string().trim().min(1, 'call_missing').max(60, 'not_found'),
	lotId: z
		.union([z.uuid('lot_unknown'), z.literal('')])
		.optional()
		.transform((id) => (id === '' ? undefined : id)),
	organisationId: z.uuid('organisation_missing')
});

type Parsed = z.output<typeof createApplicationShape>;

export type CreateApplicationInput = Omit<Parsed, 'lotId'> & Partial<Pick<Parsed, 'lotId'>>;
