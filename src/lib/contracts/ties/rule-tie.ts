import { z } from 'zod';
import { paragraph } from '../parse-input.ts';

export const ruleTieShape = z.object({
	ruling: z.enum(['excluded', 'kept'], 'tie_ruling_missing'),
	reason: paragraph(2000)
});
