/**
 * The budget year to show first: this one where it holds anything, else the latest that does, so that nobody takes
 * an empty January for an empty fund.
 */
export function shownYear(held: readonly number[], thisYear: number): number {
	return held.length === 0 || held.includes(thisYear) ? thisYear : Math.max(...held);
}
