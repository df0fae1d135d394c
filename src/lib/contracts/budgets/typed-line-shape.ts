import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { postedNumber } from '../posted-number.ts';

const text = (max: number) => z.string().max(max, refused('text_too_long')).default('');

/** The shape on the wire. Texts of people are read by `readTypedLine`, so that every problem stands at its field. */
export const typedLineShape = z.object({
	key: z.uuid(),
	position: postedNumber({ max: 1_000_000, wrong: 'input_wrong_type' }),
	category: postedNumber({ min: 1, max: 10, wrong: 'input_wrong_type' }),
	subKind: text(40),
	content: text(2000),
	unit: text(400),
	quantity: text(80),
	unitPrice: text(80),
	source: text(10),
	normRef: text(80),
	khoan: text(3),
	khoanReason: text(2000),
	role: text(80),
	persons: text(20),
	effort: text(40),
	effortUnit: text(10)
});
