import { Prisma } from './generated/client.ts';

/** A statement with its values apart, for tests that ask `Rows` or Prisma from outside this folder. */
export const statement = Prisma.sql;

export type Statement = Prisma.Sql;
