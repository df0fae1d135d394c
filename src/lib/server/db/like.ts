import { fold } from '#lib/domain/shared/vietnamese-text.ts';

/** Pattern for LIKE over folded text: what was typed, anywhere, its own `%` and `_` taken as letters. */
export function likePattern(typed: string): string {
	return `%${fold(typed).replace(/[\\%_]/g, '\\$&')}%`;
}
