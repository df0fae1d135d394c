/** Wrong passwords that cost nothing: people mistype. */
export const FREE_ATTEMPTS = 5;

/**
 * The pause that the attempt after `failures` wrong ones waits, seconds: 2, 4, 8 ... never more than a quarter of
 * an hour, so that nobody is ever locked out; guessing stays below a hundred attempts a day.
 */
export function pauseAfter(failures: number): number {
	if (failures < FREE_ATTEMPTS) return 0;
	return Math.min(2 ** Math.min(failures - FREE_ATTEMPTS + 1, 20), 900);
}
