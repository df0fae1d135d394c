import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { paragraph } from '../parse-input.ts';

export const ruleTieShape = z.object({
	ruling: z.enum(['excluded', 'kept'], refused('tie_ruling_missing')),
	reason: paragraph(2000)
});
