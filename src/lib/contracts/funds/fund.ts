import { z } from 'zod';
import { line, requiredLine } from '#lib/contracts/parse-input.ts';
import { postedDong, postedNumber } from '../posted-number.ts';

/** `key`: made with the page, so that a form sent twice gives the money once. */
export const allocateFundShape = z.object({
	year: postedNumber({ min: 2000, max: 2100, wrong: 'fund_year_invalid' }),
	amount: postedDong,
	key: z.uuid(),
	note: line(300)
});

export const createFundShape = z.object({
	code: requiredLine(30, 'fund_code_missing'),
	nameVi: requiredLine(200, 'fund_name_missing'),
	nameEn: line(200)
});

export const reverseEntryShape = z.object({ entryId: z.uuid(), note: line(300) });
