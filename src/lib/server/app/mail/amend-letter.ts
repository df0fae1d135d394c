import { isLetterKey } from '#lib/domain/letters/kinds.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context, Verb } from '../use-case.ts';
import type { AmendedWords, WordsVersion } from './letter-ports.ts';
import { ownWords, problemsIn } from './read-letters.ts';

const same = (a: AmendedWords, b: AmendedWords): boolean =>
	(['vi', 'en'] as const).every(
		(locale) => a[locale].subject === b[locale].subject && a[locale].body === b[locale].body
	);

/** Words, or the portal's own, from now on. What stood on the page has to be in force still. */
async function change(
	ctx: Context,
	{ tx, permit, note }: Verb,
	key: string,
	seen: number,
	words: AmendedWords | null
): Promise<Result<{ readonly version: number }>> {
	const allowed = permit('letters.amend');
	if (!allowed.ok) return allowed;
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isLetterKey(key)) return refuse('not_found');
	const inForce: WordsVersion = (await tx.letters.inForce(key)) ?? { letter: key, version: 0, words: null };
	if (inForce.version !== seen) return refuse('stale_version');
	if (words === null && inForce.words === null) return refuse('letter_unchanged');
	const causes = words === null ? [] : problemsIn(key, words);
	if (causes.length > 0) return refuse('form_incomplete', { causes });
	if (words !== null && same(words, inForce.words ?? ownWords(key))) return refuse('letter_unchanged');
	const version = inForce.version + 1;
	note({
		before: { version: inForce.version, words: inForce.words ?? ownWords(key) },
		after: { version, words: words ?? ownWords(key) }
	});
	const by = person.value.personId;
	await tx.letters.add({ id: ctx.app.ids.v7(), letter: key, version, words, by });
	return ok({ version });
}

const about = (key: string) => ({ type: 'letter', id: isLetterKey(key) ? key : '' }) as const;

/**
 * Letters written from now on are in these words; those in the outbox stay as they were written. Refuses `form_incomplete`
 * with every cause at its field, `letter_unchanged`, `stale_version`, `not_found`.
 */
export async function amendLetter(
	ctx: Context,
	input: { readonly key: string; readonly version: number; readonly words: AmendedWords }
): Promise<Result<{ readonly version: number }>> {
	return transact(ctx, 'amend_letter', about(input.key), (verb) =>
		change(ctx, verb, input.key, input.version, input.words)
	);
}

/** Back to the portal's own words. Refuses `letter_unchanged`, `stale_version`, `not_found`. */
export async function restoreLetter(
	ctx: Context,
	input: { readonly key: string; readonly version: number }
): Promise<Result<{ readonly version: number }>> {
	return transact(ctx, 'restore_letter', about(input.key), (verb) =>
		change(ctx, verb, input.key, input.version, null)
	);
}
