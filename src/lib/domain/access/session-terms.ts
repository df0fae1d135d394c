/**
 * How long a sign-in lasts. Two ends: so long without being used, and so long after it began whatever was done.
 * The figures are dated data of the Department (table `session_term`); the clock is that of the database.
 */
import type { Person } from './actor.ts';
import { signsOrAdministers } from './duties.ts';

/** Whose sessions a term is for, the shortest first. */
export const SESSION_KINDS = ['signing', 'office', 'applicant'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

export interface SessionTerm {
	readonly kind: SessionKind;
	readonly idleMinutes: number;
	readonly wholeMinutes: number;
}

/** By what the person may do now: a role given meanwhile shortens the sessions that are open. */
export function sessionKindOf({ grants, seats }: Pick<Person, 'grants' | 'seats'>): SessionKind {
	if (grants.some(({ role }) => signsOrAdministers(role))) return 'signing';
	const office = seats.length > 0 || grants.some(({ scope }) => scope.type !== 'organisation');
	return office ? 'office' : 'applicant';
}

export interface SessionTimes {
	readonly startedAt: Date;
	readonly seenAt: Date;
}

/** When the session ends unless it is used again. The end itself is outside: at that instant it is over. */
export function sessionEnd({ startedAt, seenAt }: SessionTimes, term: SessionTerm): Date {
	return new Date(
		Math.min(seenAt.getTime() + term.idleMinutes * 60_000, startedAt.getTime() + term.wholeMinutes * 60_000)
	);
}
