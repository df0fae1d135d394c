/** How letters that are not mandatory reach their reader, and when the digest of a day leaves. */
import type { CalendarDate } from '../shared/period.ts';
import { vietnamDateOf, vietnamTimeOf } from '../shared/period.ts';
import type { LetterGroup } from './kinds.ts';

export const DELIVERIES = ['at_once', 'digest', 'none'] as const;
/** By mail at once, in the digest of the day, or as a notice in the portal alone. */
export type Delivery = (typeof DELIVERIES)[number];

export type LetterChoices = Readonly<Record<LetterGroup, Delivery>>;

/** Hour of a clock in Vietnam at which the digest of a day leaves. */
export const DIGEST_HOUR = 8;

const HOUR_MS = 3_600_000;

export interface DigestTurn {
	/** The day that it is of, in Vietnam. */
	readonly day: CalendarDate;
	/** It tells what was told before this moment. */
	readonly before: Date;
}

/** The digest that leaves now, or should have left: after a down-time only the last one. */
export function digestTurn(now: Date): DigestTurn {
	const { hour } = vietnamTimeOf(now);
	const fromHour = ((hour - DIGEST_HOUR + 24) % 24) * HOUR_MS + (now.getTime() % HOUR_MS);
	const before = new Date(now.getTime() - fromHour);
	return { day: vietnamDateOf(before), before };
}
