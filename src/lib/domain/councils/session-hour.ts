/** Minutes by which a session may open before or after the hour it was called for without a word; convention of the office. */
const TOLERANCE_MINUTES = 60;

/** Whether a session that opens now meets at another hour than its members were called to; also when none was set. */
export function opensAtOtherHour(scheduledAt: Date | null, now: Date): boolean {
	if (scheduledAt === null) return true;
	return Math.abs(now.getTime() - scheduledAt.getTime()) > TOLERANCE_MINUTES * 60_000;
}
