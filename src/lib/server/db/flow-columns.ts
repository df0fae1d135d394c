import { Prisma } from './generated/client.ts';

/*
 * What lists ask of a definition (`d`), in the columns that the database keeps of its document. Their twin is `flowOf`;
 * tests/integration/definitions/flow-columns.test.ts holds both to the same answers.
 */
export const decidesOneByOne = Prisma.sql`(d.selection_mode = 'accept_or_decline')`;
export const listsTasks = Prisma.sql`(d.selection_mode = 'one_per_lot')`;
export const surveysSites = Prisma.sql`d.surveys`;
export const sealsDossiers = Prisma.sql`d.has_opening`;
