import { letterKind } from '#lib/domain/letters/kinds.ts';
import { officeName } from '#lib/domain/office/letterhead.ts';
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import { hasContact } from '#lib/domain/workflow/call-contact.ts';
import type { CallContact } from '#lib/domain/workflow/call-contact.ts';
import { formatPhone } from '#lib/i18n/formats/phone.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { portalAddress } from '#lib/i18n/address.ts';
import { letterheadToday } from '../cases/office/letterhead-today.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { FramedLetter, LetterParts, Locale, Reader, Words } from './letter.ts';
import type { NoticeWords } from './notice-ports.ts';
import { inWords } from './own-words.ts';

export interface Telling {
	readonly to: readonly Reader[];
	/** Which letter it is: with the same key an address gets it once. */
	readonly key: string;
	readonly letter: Words;
	/** The dossier that it is about: the letter is sealed with it. */
	readonly applicationId?: string;
	/** No mail goes out, neither now nor in a digest: whoever has no account is not told. */
	readonly noticeOnly?: boolean;
}

/** An address of this portal in a language. */
export function addressOf(ctx: Context, path: string, locale: Locale): string {
	return portalAddress(ctx.app.config.origin, path, locale);
}

/** The letter as it stands in the frame; it greets `name` where it does not say whom. */
export function framed(
	ctx: Context,
	{ action, greets, key: _key, values: _values, ...parts }: LetterParts,
	{ name, locale }: Pick<Reader, 'name' | 'locale'>,
	from: Letterhead
): FramedLetter {
	return {
		...parts,
		locale,
		name: greets ?? name,
		office: officeName(from, locale),
		...(action === undefined
			? {}
			: { action: { label: action.label, url: addressOf(ctx, action.path, locale) } })
	};
}

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

/** What a notice says: the letter without its greeting, its button and its foot. */
function noticed({ subject, paragraphs, facts = [] }: LetterParts): NoticeWords[Locale] {
	const lines = facts.map(([label, value]) => `${label}: ${oneLine(value)}`).join('\n');
	const text = [...paragraphs, lines].filter((block) => block !== '').join('\n\n');
	return { subject: oneLine(subject), text: text.replace(/(?!\n)\p{Cc}/gu, '') };
}

/**
 * Tells each reader, in the words that are in force: by a notice where the reader has an account, and by mail at once, or
 * as the account chose where the letter is not mandatory. Mail is in the reader's language, an official one in Vietnamese;
 * it leaves when the change is committed.
 */
export async function tell(
	ctx: Context,
	tx: Tx,
	{ to, key, letter, applicationId, noticeOnly = false }: Telling
): Promise<void> {
	const readers = [...new Map(to.map((reader) => [reader.email, reader])).values()];
	if (readers.length === 0) return;
	const own = (locale: Locale): LetterParts => letter(locale, (path) => addressOf(ctx, path, locale));
	const { key: kind } = own('vi');
	const { group, official, mailOnly, to: audience } = letterKind(kind);
	const inForce = await tx.letters.inForce(kind);
	const write = (locale: Locale): LetterParts => inWords(own(locale), inForce?.words?.[locale]);
	const accounts = mailOnly === true ? [] : await tx.notices.readers(emailsOf(readers), group);
	if (accounts.length > 0) {
		const vi = write('vi');
		const words = {
			vi: noticed(vi),
			en: official === true ? { subject: '', text: '' } : noticed(write('en'))
		};
		const withIds = accounts.map((account) => ({
			...account,
			...(noticeOnly ? { delivery: 'none' as const } : {}),
			id: ctx.app.ids.v7()
		}));
		await tx.notices.add({ key, letter: kind, words, path: vi.action?.path ?? '' }, withIds);
	}
	if (ctx.preview !== undefined) {
		const { subject, text } = noticed(write(official === true ? 'vi' : ctx.locale));
		ctx.preview({ key, kind, subject, text, to: emailsOf(readers) });
	}
	if (noticeOnly) return;
	const later = accounts.filter(({ delivery }) => delivery !== 'at_once').map(({ email }) => email);
	const now = readers.filter(({ email }) => !later.includes(email));
	if (now.length === 0) return;
	const from = await letterheadToday(tx);
	const contact =
		applicationId === undefined || audience !== 'representatives'
			? undefined
			: await tx.calls.contactOfDossier(applicationId);
	for (const reader of now) {
		const locale = official === true ? 'vi' : reader.locale;
		const written = ctx.app.frame(
			framed(ctx, withContact(write(locale), contact, locale), { ...reader, locale }, from)
		);
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

/** A letter about a dossier says whom its reader may ask. */
function withContact(letter: LetterParts, contact: CallContact | undefined, locale: Locale): LetterParts {
	if (contact === undefined || !hasContact(contact)) return letter;
	const { person, email } = contact;
	const asked = {
		...{ person, email, phone: formatPhone(contact.phone) },
		hours: localizedText(contact.hours, locale)
	};
	return { ...letter, notes: [...(letter.notes ?? []), m.mail_call_contact(asked, { locale })] };
}

const emailsOf = (readers: readonly Reader[]): readonly string[] => readers.map(({ email }) => email);
