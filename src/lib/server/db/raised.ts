import type { DatabaseError } from 'pg';

/** What PostgreSQL raised, by the error that a transaction ended with: Prisma's own keeps neither code nor constraint. */
const kept = new WeakMap<object, DatabaseError>();

export function keepRaised(error: unknown, raised: DatabaseError): void {
	if (typeof error === 'object' && error !== null) kept.set(error, raised);
}

/** What PostgreSQL raised first in the transaction that ended with this error; undefined where it raised nothing. */
export function raisedBehind(error: unknown): DatabaseError | undefined {
	return typeof error === 'object' && error !== null ? kept.get(error) : undefined;
}
