import { z } from 'zod';
import { decisionFields, decisionOf } from '../calls/call-change.ts';
import { refused } from '../refused.ts';

/** A dossier of a closed selection withdraws, or moves up. */
export const selectionChangeShape = z
	.object({ ...decisionFields, applicationId: z.uuid(refused('application_unknown')) })
	.transform((typed) => ({ applicationId: typed.applicationId, decision: decisionOf(typed) }));
