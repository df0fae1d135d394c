import { formatInteger } from './figures.ts';
import type { Locale } from './locale.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: Record<Locale, (count: number, unit: 'day' | 'hour' | 'minute') => string> = {
	vi: (count, unit) => `${formatInteger(count, 'vi')} ${{ day: 'ngày', hour: 'giờ', minute: 'phút' }[unit]}`,
	en: (count, unit) => `${formatInteger(count, 'en')} ${unit}${count === 1 ? '' : 's'}`
};

/**
 * The time from `from` until `to` in its two largest units, cut down so that nobody is promised a minute that is not
 * there: `còn 18 ngày 3 giờ`, `còn 3 giờ 25 phút`, `còn 25 phút`, `còn dưới 1 phút`; at `to` and after, `đã hết hạn`.
 */
export function timeLeft(from: Date, to: Date, locale: Locale): string {
	const left = to.getTime() - from.getTime();
	if (left <= 0) return locale === 'vi' ? 'đã hết hạn' : 'closed';
	if (left < MINUTE) return locale === 'vi' ? 'còn dưới 1 phút' : 'less than 1 minute left';
	const days = Math.floor(left / DAY);
	const hours = Math.floor((left % DAY) / HOUR);
	const minutes = Math.floor((left % HOUR) / MINUTE);
	const say = UNITS[locale];
	const parts = [
		...(days > 0 ? [say(days, 'day')] : []),
		...(hours > 0 ? [say(hours, 'hour')] : []),
		...(days === 0 && minutes > 0 ? [say(minutes, 'minute')] : [])
	].join(' ');
	return locale === 'vi' ? `còn ${parts}` : `${parts} left`;
}
