import type { Tx } from '../ports.ts';
import type { Contact } from './ports.ts';

/** Writes one message to every representative of an organisation, in the language each of them reads. */
export async function mailApplicant(
	tx: Tx,
	organisationId: string,
	key: string,
	words: (locale: Contact['locale']) => { readonly subject: string; readonly body: string }
): Promise<void> {
	for (const { email, locale } of await tx.intake.contacts(organisationId)) {
		await tx.mail.enqueue({ idempotencyKey: `${key}:${email}`, recipient: email, ...words(locale) });
	}
}
