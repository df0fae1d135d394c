const TEN_MILLION = 10_000_000n;

/** Ticks of a rule of money: round amounts, at most sixty small ones, every tenth large. Amounts in đồng. */
export function tickStep(end: bigint): { minor: bigint; major: bigint } {
	let minor = TEN_MILLION;
	while (end / minor > 60n) minor *= 10n;
	return { minor, major: minor * 10n };
}
