import type { RefusalCode } from '#lib/domain/generated/names.ts';

/** The message of a shape: the refusal of what does not fit it, which has words. */
export function refused(code: RefusalCode): RefusalCode {
	return code;
}
