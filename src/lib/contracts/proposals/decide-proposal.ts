import { z } from 'zod';
import { paragraph, requiredLine, line } from '../parse-input.ts';

const version = z
	.string()
	.regex(/^\d{1,9}$/, 'stale_version')
	.transform(Number);

export const acceptProposalShape = z.object({
	version,
	callId: z.uuid('proposal_call_missing'),
	lotCode: requiredLine(40, 'lot_code_missing'),
	variant: line(60).refine((text) => text !== '', 'variant_unknown')
});

export const declineProposalShape = z.object({ version, reason: paragraph(2000) });
