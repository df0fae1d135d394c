import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/**
 * A mark as a person types it at a slot of 0..max; an empty box is "not scored", null. What cannot be read is never
 * cut down to what can: refuses `mark_not_whole`, and `mark_out_of_range` {max}.
 */
export function readMark(text: string, max: number): Result<number | null> {
	const typed = text.normalize('NFKC').trim();
	if (typed === '') return ok(null);
	if (!/^[-−]?\d+$/.test(typed)) return refuse('mark_not_whole');
	const mark = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.POSITIVE_INFINITY;
	return mark <= max ? ok(mark) : refuse('mark_out_of_range', { params: { max: String(max) } });
}
