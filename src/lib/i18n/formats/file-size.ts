import { decimal } from '#lib/domain/shared/decimal.ts';
import { divideHalfUp } from '#lib/domain/shared/exact-division.ts';
import { formatDecimal, formatInteger } from './figures.ts';
import { NO_BREAK_SPACE, type Locale } from './locale.ts';

const UNITS = ['KB', 'MB', 'GB', 'TB'];

/**
 * A size in bytes as people compare it: `0 B`, `1,5 MB`, `50 MB`; 1 KB is 1.024 B, as operating systems count.
 * One decimal at most, rounded half up; 1.023,96 KB is shown as `1 MB`, not as `1.024 KB`.
 */
export function formatFileSize(bytes: bigint | number, locale: Locale): string {
	const size = BigInt(bytes);
	if (size < 0n) throw new RangeError(`not a size: ${size}`);
	if (size < 1024n) return `${formatInteger(size, locale)}${NO_BREAK_SPACE}B`;
	let unit = 0;
	let divisor = 1024n;
	while (unit < UNITS.length - 1 && divideHalfUp(size * 10n, divisor) >= 10_240n) {
		unit += 1;
		divisor *= 1024n;
	}
	const tenths = decimal(divideHalfUp(size * 10n, divisor), 1);
	return `${formatDecimal(tenths, locale)}${NO_BREAK_SPACE}${UNITS[unit] ?? ''}`;
}
