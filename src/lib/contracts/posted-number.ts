import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { parseDong } from '#lib/domain/shared/typed-money.ts';
import { parseWholeNumber } from '#lib/domain/shared/whole-number.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';

/**
 * The readers of posted numbers. A form carries text and a script may carry a number; what is blank, a list, a boolean
 * or written in another way is refused, never taken for 0.
 */

function reportTo<Input>(context: z.RefinementCtx<Input>, { code, params }: Refusal): never {
	context.addIssue({ code: 'custom', message: code, ...(params === undefined ? {} : { params }) });
	return z.NEVER;
}

/** Text that one of the domain's readers reads; its refusal becomes the problem of the field. */
export function readBy<Value>(read: (text: string) => Result<Value>) {
	return z.string().transform((typed, context): Value => {
		const value = read(typed);
		return value.ok ? value.value : reportTo(context, value.refusal);
	});
}

export interface PostedNumber {
	/** 0 when absent. */
	readonly min?: number;
	readonly max: number;
	/** Refusal of whatever is no number within the limits; absent: the reader's own, which say what is wrong. */
	readonly wrong?: RefusalCode;
}

/** A whole number of a form or of a script. */
export function postedNumber({ min = 0, max, wrong }: PostedNumber) {
	return z
		.union([z.string(), z.number()], wrong ?? refused('input_wrong_type'))
		.transform((posted, context): number => {
			const text = typeof posted === 'number' ? String(posted) : posted;
			const read = parseWholeNumber(text, { min, max });
			if (read.ok) return read.value;
			return reportTo(context, wrong === undefined ? read.refusal : { code: wrong });
		});
}

/** The version of what was shown; whatever is none was not shown. */
export const postedVersion = z.union(
	[
		z
			.string()
			.regex(/^\d{1,9}$/, refused('stale_version'))
			.transform(Number),
		z.int().min(0).max(999_999_999)
	],
	refused('stale_version')
);

/** An amount in đồng, as typed. */
export const postedDong = readBy((text) => parseDong(text));

/** A number in bare digits that an address or a hidden field carries; undefined for anything else. */
export function digitsIn(
	text: string | undefined,
	{ min = 0, max }: { min?: number; max: number }
): number | undefined {
	if (text === undefined || !/^\d{1,9}$/.test(text)) return undefined;
	const number = Number(text);
	return number >= min && number <= max ? number : undefined;
}
