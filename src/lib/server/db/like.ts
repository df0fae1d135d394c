import { fold } from '#lib/domain/shared/vietnamese-text.ts';
import { Prisma } from './generated/client.ts';

/** Pattern for LIKE over folded text: what was typed, anywhere, its own `%` and `_` taken as letters. */
export function likePattern(typed: string): string {
	return `%${fold(typed).replace(/[\\%_]/g, '\\$&')}%`;
}

/**
 * The condition that folded text holds what was typed; none when nothing was, so that no row is read for it. One or
 * two letters begin a word, which the index of words can find; figures stand anywhere, as they do in codes.
 */
export function containing(text: Prisma.Sql, typed: string): Prisma.Sql[] {
	const folded = fold(typed);
	if (folded === '') return [];
	if (/^[a-z]{1,2}$/.test(folded))
		return [Prisma.sql`(${text} LIKE ${`${folded}%`} OR ${text} LIKE ${`% ${folded}%`})`];
	return [Prisma.sql`${text} LIKE ${likePattern(typed)}`];
}
