import { z } from 'zod';
import { line, requiredLine } from '#lib/contracts/parse-input.ts';
import { parseDong } from '#lib/domain/shared/money.ts';

const dong = z.string('money_empty').transform((typed, context) => {
	const read = parseDong(typed);
	if (read.ok) return read.value;
	context.addIssue({ code: 'custom', message: read.refusal.code, params: read.refusal.params });
	return z.NEVER;
});

/** `key`: made with the page, so that a form sent twice gives the money once. */
export const allocateFundShape = z.object({
	year: z.coerce.number('fund_year_invalid').int('fund_year_invalid'),
	amount: dong,
	key: z.uuid(),
	note: line(300)
});

export const createFundShape = z.object({
	code: requiredLine(30, 'fund_code_missing'),
	nameVi: requiredLine(200, 'fund_name_missing'),
	nameEn: line(200)
});

export const reverseEntryShape = z.object({ entryId: z.uuid(), note: line(300) });
