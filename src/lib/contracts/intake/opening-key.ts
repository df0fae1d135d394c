import { z } from 'zod';
import { line } from '../parse-input.ts';

export const openingKeyShape = z
	.object({
		seen: line(200).default(''),
		holder1: line(120).default(''),
		holder2: line(120).default(''),
		holder3: line(120).default('')
	})
	.transform(({ seen, holder1, holder2, holder3 }) => ({ seen, holders: [holder1, holder2, holder3] }));

export const nothingTyped = z.object({});
