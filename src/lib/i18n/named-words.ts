import type { Locale } from './formats/locale.ts';
import { m } from './paraglide/messages.js';

/** The words of one message, given what stands in its places. */
export type Say = (
	params: Readonly<Record<string, string>>,
	options?: { readonly locale?: Locale }
) => string;

/**
 * The words of a name that is known at run time only; undefined for a name that is older than its words. On the server
 * every message is there; the browser never imports this file, or it would carry them all.
 */
export function wordsOf(name: string): Say | undefined {
	return name in m ? (m[name as keyof typeof m] as Say) : undefined;
}
