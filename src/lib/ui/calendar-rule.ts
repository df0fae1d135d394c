const DAY = 86_400_000;
/** Vietnam keeps UTC+7 all year. */
const OFFSET = 7 * 3_600_000;

interface Window {
	readonly opensAt: Date;
	readonly closesAt: Date;
}

/** Where everything stands on a calendar rule, in percent of its length. */
export interface CalendarRule {
	/** days between the ends: one small tick each */
	readonly days: number;
	/** labelled days: the 1st and the 16th, or the 1st alone on a long rule */
	readonly marks: readonly { readonly at: number; readonly place: number }[];
	readonly bars: readonly {
		readonly left: number;
		readonly width: number;
		readonly elapsed: number;
		readonly days: number;
	}[];
	readonly now: number;
}

const startOfDay = (instant: number): number => Math.floor((instant + OFFSET) / DAY) * DAY - OFFSET;
const dayOf = (instant: number): Date => new Date(instant + OFFSET);

/** Where a rule may begin: the 1st or the 16th at or before an instant, in Vietnam. */
function startOfHalfMonth(instant: number): number {
	const day = dayOf(instant).getUTCDate();
	return startOfDay(instant) - (day > 15 ? day - 16 : day - 1) * DAY;
}

/**
 * A rule that holds today and every window, from the 1st or 16th before the first opening to about a sixth of its length after the last
 * deadline, where that deadline's words find room. With no window it shows the month around today.
 */
export function calendarRule(windows: readonly Window[], now: Date): CalendarRule {
	const first = Math.min(now.getTime(), ...windows.map((window) => window.opensAt.getTime()));
	const last = Math.max(now.getTime() + 14 * DAY, ...windows.map((window) => window.closesAt.getTime()));
	const from = startOfHalfMonth(first);
	const length = Math.ceil(((last - from) * 1.17) / DAY);
	const to = from + length * DAY;
	const place = (instant: number): number =>
		Math.round((Math.min(Math.max(instant - from, 0), to - from) / (to - from)) * 10_000) / 100;

	const marks: { at: number; place: number }[] = [];
	for (let at = from; at < to - 2 * DAY; at += DAY) {
		const day = dayOf(at).getUTCDate();
		if (day === 1 || (day === 16 && length <= 130)) marks.push({ at, place: place(at) });
	}
	return {
		days: length,
		marks,
		bars: windows.map(({ opensAt, closesAt }) => {
			const opens = opensAt.getTime();
			const closes = closesAt.getTime();
			const left = place(opens);
			const gone = closes > opens ? (now.getTime() - opens) / (closes - opens) : 1;
			return {
				left,
				width: Math.round((place(closes) - left) * 100) / 100,
				elapsed: Math.round(Math.min(Math.max(gone, 0), 1) * 10_000) / 100,
				days: Math.max(1, Math.round((closes - opens) / DAY))
			};
		}),
		now: place(now.getTime())
	};
}
