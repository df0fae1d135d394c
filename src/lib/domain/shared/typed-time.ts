import { refuse, ok } from './result.ts';
import type { Result } from './result.ts';
import { codeText } from './vietnamese-text.ts';

export interface TimeOfDay {
	readonly hour: number;
	readonly minute: number;
}

const WRITTEN = /^(\d{1,2}) ?(?:[:.] ?(\d{2})|(?:giờ|gio|h|g) ?(?:(\d{2}) ?(?:phút|phut|p)?)?)$/u;

/**
 * Reads a time of day as people write it: `8:30`, `08.30`, `8h30`, `8h`, `8 giờ 30`, `8 giờ 30 phút`.
 * `closing`: the end of a day may be 24:00 too. Refuses `time_format`.
 */
export function parseTimeOfDay(
	text: string,
	{ closing = false, field }: { readonly closing?: boolean; readonly field?: string } = {}
): Result<TimeOfDay> {
	const [, hours, behindMark = '00', behindWord] = WRITTEN.exec(codeText(text).toLowerCase()) ?? [];
	const hour = Number(hours ?? NaN);
	const minute = Number(behindWord ?? behindMark);
	const whole = hour < 24 || (closing && hour === 24 && minute === 0);
	return whole && minute < 60
		? ok({ hour, minute })
		: refuse('time_format', field === undefined ? {} : { field });
}
