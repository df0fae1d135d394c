import { wordsOf } from './named-words.ts';
import { m } from './paraglide/messages.js';
import { readableParams } from './readable-params.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';

/**
 * A refusal in the reader's language, chosen by its code (`window_closed` -> message `refusal_window_closed`).
 * A code that was kept before its words changed gets a neutral sentence: a person is never shown a code, and never told that something happened.
 */
export function sayRefusal(refusal: Refusal): string {
	const say = wordsOf(`refusal_${refusal.code}`) ?? m.refusal_unknown;
	return say(readableParams(refusal.params ?? {}));
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
