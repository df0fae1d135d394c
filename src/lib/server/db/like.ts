import { fold } from '#lib/domain/shared/vietnamese-text.ts';
import { Prisma } from './generated/client.ts';

/** Pattern for LIKE over folded text: what was typed, anywhere, its own `%` and `_` taken as letters. */
export function likePattern(typed: string): string {
	return `%${fold(typed).replace(/[\\%_]/g, '\\$&')}%`;
}

/** The condition that folded text holds what was typed; none when nothing was, so that no row is read for it. */
export function containing(text: Prisma.Sql, typed: string): Prisma.Sql[] {
	return fold(typed) === '' ? [] : [Prisma.sql`${text} LIKE ${likePattern(typed)}`];
}
