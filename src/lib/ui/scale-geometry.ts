/** A figure on a rule: money comes as bigint, counts and points as numbers. */
export type Figure = number | bigint;

/**
 * Where a figure stands between 0 and a limit, in percent with two decimals, held within 0..100.
 * Drawing only: no sum, score or amount is ever computed from it. A limit of 0 puts everything at 0.
 */
export function percentOf(value: Figure, limit: Figure): number {
	if (typeof value === 'bigint' || typeof limit === 'bigint') {
		const whole = typeof limit === 'bigint' ? limit : BigInt(Math.trunc(limit));
		const part = typeof value === 'bigint' ? value : BigInt(Math.trunc(value));
		if (whole <= 0n || part <= 0n) return 0;
		return part >= whole ? 100 : Number((part * 10_000n) / whole) / 100;
	}
	if (!(limit > 0) || !(value > 0)) return 0;
	return value >= limit ? 100 : Math.round((value / limit) * 10_000) / 100;
}

/** Widths of parts laid end to end; what would pass the end of the rule is cut there. */
export function widthsOf(values: readonly Figure[], limit: Figure): number[] {
	let left = 100;
	return values.map((value) => {
		const width = Math.min(percentOf(value, limit), left);
		left = Math.max(0, Math.round((left - width) * 100) / 100);
		return width;
	});
}
