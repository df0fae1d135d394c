import type { PersonDetail } from '../identity/ports.ts';
import type { Tx } from '../ports.ts';
import type { Locale, Reader } from './letter.ts';

/** The language of an account's letters. */
export function languageOf(locale: string): Locale {
	return locale === 'en' ? 'en' : 'vi';
}

/** Nobody where the person has no account, or one that is closed. */
export function readerOf(person: PersonDetail | undefined): readonly Reader[] {
	if (person?.account === undefined || person.account.disabledAt !== null) return [];
	const { account, fullName } = person;
	return [{ email: account.email, name: fullName, locale: languageOf(account.locale) }];
}

/** A person by id. */
export async function personToTell(tx: Tx, personId: string | null): Promise<readonly Reader[]> {
	return personId === null ? [] : readerOf(await tx.identity.findPerson(personId));
}

/** Everybody who represents the organisation now and can sign in. */
export function representativesOf(tx: Tx, organisationId: string): Promise<readonly Reader[]> {
	return tx.organisations.contacts(organisationId);
}
