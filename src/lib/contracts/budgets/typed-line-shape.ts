import { z } from 'zod';

const text = (max: number) => z.string().max(max, 'text_too_long').default('');

/** The shape on the wire. Texts of people are read by `readTypedLine`, so that every problem stands at its field. */
export const typedLineShape = z.object({
	key: z.uuid(),
	position: z.coerce.number().int().min(0).max(1_000_000),
	category: z.coerce.number().int().min(1).max(10),
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
