/** What is attacked, in which state it is, the statement, and why it is refused. */
export type Attack = readonly [table: string, column: string, state: string, sql: string, why: RegExp];

/** Why PostgreSQL itself says no: the role has no such right. */
export const NO_RIGHT = /permission denied for/;

/** Ids of the rows that the attacks are made on. */
export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
