import type { PrismaClient } from './generated/client.ts';

/** A client, or a transaction of one: what every repository is bound to. */
export type Connection = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;
