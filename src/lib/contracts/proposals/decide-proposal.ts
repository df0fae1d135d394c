import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { line, paragraph, requiredLine } from '../parse-input.ts';
import { postedVersion } from '../posted-number.ts';

export const acceptProposalShape = z.object({
	version: postedVersion,
	callId: z.uuid(refused('proposal_call_missing')),
	lotCode: requiredLine(40, 'lot_code_missing'),
	variant: line(60).refine((text) => text !== '', refused('variant_unknown'))
});

export const declineProposalShape = z.object({ version: postedVersion, reason: paragraph(2000) });
