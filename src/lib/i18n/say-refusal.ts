import { m } from './paraglide/messages.js';
import { readableParams } from './readable-params.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';

// On the server every message is there; the browser never imports this file, or it would carry them all.
type Say = (params: Readonly<Record<string, string>>) => string;
const words: Readonly<Record<string, Say | undefined>> = m as unknown as Record<string, Say | undefined>;

/**
 * A refusal in the reader's language, chosen by its code (`window_closed` -> message `refusal_window_closed`).
 * A code without words gets a neutral sentence: a person is never shown a code, and never told that something happened.
 */
export function sayRefusal(refusal: Refusal): string {
	const say = words[`refusal_${refusal.code}`];
	return say ? say(readableParams(refusal.params ?? {})) : m.refusal_unknown();
}

/**
 * Every problem of a refusal, one sentence each with the field it is about. A refusal that only gathers
 * others (`causes`) is told by them.
 */
export function sayRefusals(refusal: Refusal): { field?: string; message: string }[] {
	if (refusal.causes && refusal.causes.length > 0) return refusal.causes.flatMap(sayRefusals);
	const { field } = refusal;
	return [{ ...(field !== undefined && { field }), message: sayRefusal(refusal) }];
}
