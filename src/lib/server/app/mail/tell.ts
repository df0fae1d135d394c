import { letterKind } from '#lib/domain/letters/kinds.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { FramedLetter, LetterParts, Locale, Reader, Words } from './letter.ts';
import { inWords } from './own-words.ts';

export interface Telling {
	readonly to: readonly Reader[];
	/** Which letter it is: with the same key an address gets it once. */
	readonly key: string;
	readonly letter: Words;
	/** The dossier that it is about: the letter is sealed with it. */
	readonly applicationId?: string;
}

/** An address of this portal in a language. */
export function addressOf(ctx: Context, path: string, locale: Locale): string {
	return `${ctx.app.config.origin}${locale === 'en' ? '/en' : ''}${path}`;
}

/** The letter as it stands in the frame; it greets `name` where it does not say whom. */
export function framed(
	ctx: Context,
	{ action, greets, key: _key, values: _values, ...parts }: LetterParts,
	{ name, locale }: Pick<Reader, 'name' | 'locale'>
): FramedLetter {
	return {
		...parts,
		locale,
		name: greets ?? name,
		...(action === undefined
			? {}
			: { action: { label: action.label, url: addressOf(ctx, action.path, locale) } })
	};
}

/**
 * Puts a letter for each reader into the outbox, in the words that are in force and in the reader's language; an official
 * one is in Vietnamese, whoever reads it. It leaves when the change is committed.
 */
export async function tell(ctx: Context, tx: Tx, { to, key, letter, applicationId }: Telling): Promise<void> {
	const readers = [...new Map(to.map((reader) => [reader.email, reader])).values()];
	if (readers.length === 0) return;
	const write = (locale: Locale): LetterParts => letter(locale, (path) => addressOf(ctx, path, locale));
	const { key: kind } = write('vi');
	const inForce = await tx.letters.inForce(kind);
	for (const reader of readers) {
		const locale = letterKind(kind).official === true ? 'vi' : reader.locale;
		const parts = inWords(write(locale), inForce?.words?.[locale]);
		const written = ctx.app.frame(framed(ctx, parts, { ...reader, locale }));
		await tx.mail.enqueue({
			idempotencyKey: `${key}:${reader.email}`,
			recipient: reader.email,
			recipientName: reader.name,
			language: locale,
			subject: written.subject,
			body: written.text,
			html: written.html,
			letter: kind,
			wordsVersion: inForce?.words ? inForce.version : 0,
			...(applicationId === undefined ? {} : { applicationId })
		});
	}
}
