import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { Locale, Reader, Words } from './letter.ts';

export interface Telling {
	readonly to: readonly Reader[];
	/** Which letter it is: with the same key an address gets it once. */
	readonly key: string;
	readonly letter: Words;
	/** The dossier that it is about: the letter is sealed with it. */
	readonly applicationId?: string;
	/** An official notice is in Vietnamese, whoever reads it. */
	readonly official?: true;
}

/** An address of this portal in a language. */
export function addressOf(ctx: Context, path: string, locale: Locale): string {
	return `${ctx.app.config.origin}${locale === 'en' ? '/en' : ''}${path}`;
}

/** Puts a letter for each reader into the outbox, in the reader's language; it leaves when the change is committed. */
export async function tell(
	ctx: Context,
	tx: Tx,
	{ to, key, letter, applicationId, official }: Telling
): Promise<void> {
	const readers = new Map(to.map((reader) => [reader.email, reader]));
	for (const { email, name, locale: own } of readers.values()) {
		const locale = official === true ? 'vi' : own;
		const address = (path: string): string => addressOf(ctx, path, locale);
		const { action, greets = name, ...parts } = letter(locale, address);
		const written = ctx.app.frame({
			...parts,
			locale,
			name: greets,
			...(action === undefined ? {} : { action: { label: action.label, url: address(action.path) } })
		});
		await tx.mail.enqueue({
			idempotencyKey: `${key}:${email}`,
			recipient: email,
			recipientName: name,
			language: locale,
			subject: written.subject,
			body: written.text,
			html: written.html,
			...(applicationId === undefined ? {} : { applicationId })
		});
	}
}
