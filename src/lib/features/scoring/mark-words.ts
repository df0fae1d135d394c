import { m } from '#lib/i18n/paraglide/messages.js';

/** A mark or a comment in words, as it was sent or kept for its place. */
export function markWords(value: unknown): string {
	return typeof value === 'number' || (typeof value === 'string' && value !== '')
		? String(value)
		: m.councils_not_scored();
}
