import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';
import type { ByteRange } from '#lib/server/app/storage/ports.ts';

/** The bytes that a range names in an object of `size` bytes, both ends inclusive. Refuses `range_not_satisfiable`. */
export function resolveRange(size: number, range?: ByteRange): Result<{ start: number; end: number }> {
	if (range === undefined) return ok({ start: 0, end: size - 1 });
	const { start } = range;
	const end = Math.min(range.end ?? size - 1, size - 1);
	if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || start >= size || end < start) {
		return refuse('range_not_satisfiable');
	}
	return ok({ start, end });
}
