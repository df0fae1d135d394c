/** When the base of the night is due, by the database's clock and the hour that is in force. */
import { vietnamTimeOf } from '../shared/period.ts';

const HOUR_MS = 3_600_000;

export interface BaseFacts {
	readonly now: Date;
	/** Hour in Vietnam. */
	readonly baseHour: number;
	/** When the last sound base ended; null: there is none. */
	readonly lastSound: Date | null;
	/** When the last attempt ended, whatever came of it. */
	readonly lastTried: Date | null;
}

/** The last moment at which a base was to begin. */
export function baseTurn(now: Date, baseHour: number): Date {
	const { hour } = vietnamTimeOf(now);
	return new Date(now.getTime() - ((hour - baseHour + 24) % 24) * HOUR_MS - (now.getTime() % HOUR_MS));
}

/** Also late, after a time in which the portal was down. What failed is tried again after an hour. */
export function baseIsDue({ now, baseHour, lastSound, lastTried }: BaseFacts): boolean {
	if (lastTried !== null && now.getTime() - lastTried.getTime() < HOUR_MS) return false;
	return lastSound === null || lastSound < baseTurn(now, baseHour);
}
