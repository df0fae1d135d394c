import { z } from 'zod';
import { paragraph, requiredLine, line } from '../parse-input.ts';
import { postedVersion } from '../posted-number.ts';

export const acceptProposalShape = z.object({
	version: postedVersion,
	callId: z.uuid('proposal_call_missing'),
	lotCode: requiredLine(40, 'lot_code_missing'),
	variant: line(60).refine((text) => text !== '', 'variant_unknown')
});

export const declineProposalShape = z.object({ version: postedVersion, reason: paragraph(2000) });
