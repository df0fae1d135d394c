import { formatDongFigure } from './formats/figures.ts';
import { m } from './paraglide/messages.js';
import { getLocale } from './paraglide/runtime.js';
import type { Refusal } from '#lib/domain/shared/result.ts';

// On the server every message is there; the browser never imports this file, or it would carry them all.
type Say = (params: Readonly<Record<string, string>>) => string;
const words: Readonly<Record<string, Say | undefined>> = m as unknown as Record<string, Say | undefined>;

/** Parameters that carry đồng: bare digits from the core, parted into thousands for the reader. */
const MONEY_PARAMS: ReadonlySet<string> = new Set([
	'short',
	'available',
	'amount',
	'delta',
	'counted',
	'limit',
	'price',
	'norm',
	'ceiling',
	'total'
]);

function readable(params: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(params).map(([name, value]) => [
			name,
			MONEY_PARAMS.has(name) && /^-?\d{1,18}$/.test(value)
				? formatDongFigure(BigInt(value), getLocale())
				: value
		])
	);
}

/**
 * A refusal in the reader's language, chosen by its code (`window_closed` -> message `refusal_window_closed`).
 * A code without words gets a neutral sentence: a person is never shown a code, and never told that something happened.
 */
export function sayRefusal(refusal: Refusal): string {
	const say = words[`refusal_${refusal.code}`];
	return say ? say(readable(refusal.params ?? {})) : m.refusal_unknown();
}

/**
 * Every problem of a refusal, one sentence each with the field it is about. A refusal that only gathers
 * others (`causes`) is told by them.
 */
export function sayRefusals(refusal: Refusal): { field?: string; message: string }[] {
	if (refusal.causes && refusal.causes.length > 0) return refusal.causes.flatMap(sayRefusals);
	return [{ field: refusal.field, message: sayRefusal(refusal) }];
}

/** The codes that have no words yet; a test holds this list empty. */
export function missingRefusalWords(codes: readonly string[]): string[] {
	return codes.filter((code) => words[`refusal_${code}`] === undefined);
}
