import type { Letter } from '../mail/letters.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { TokenPurpose } from './ports.ts';

/** How long each link in a mail works. */
export const SIGN_UP_HOURS = 48;
export const RESET_MINUTES = 30;
export const INVITATION_DAYS = 14;

/** Where each kind of one-time link leads; its secret follows. */
export const LINK_PATHS = {
	sign_up: '/xac-minh',
	set_password: '/dat-lai-mat-khau'
} as const satisfies Readonly<Record<TokenPurpose | 'sign_up', string>>;

/** The language of an account's mails. */
export function languageOf(locale: string): 'vi' | 'en' {
	return locale === 'en' ? 'en' : 'vi';
}

/** An address of this portal in a language, for a mail. */
export function addressOf(ctx: Context, path: string, language: 'vi' | 'en'): string {
	return `${ctx.app.config.origin}${language === 'en' ? '/en' : ''}${path}`;
}

/** Makes a one-time link; only the hash of its secret is kept. */
export async function makeLink(
	ctx: Context,
	tx: Tx,
	link: {
		readonly accountId: string;
		readonly purpose: TokenPurpose;
		readonly language: 'vi' | 'en';
		readonly lifetimeSeconds: number;
		readonly payload?: unknown;
	}
): Promise<string> {
	const { accountId, purpose, language, lifetimeSeconds, payload } = link;
	const secret = ctx.app.ids.secret();
	await tx.identity.addToken({
		accountId,
		purpose,
		tokenHash: ctx.app.ids.sha256(secret),
		payload,
		lifetimeSeconds
	});
	return addressOf(ctx, `${LINK_PATHS[purpose]}/${secret}`, language);
}

/**
 * Puts a letter into the outbox. `key` says which letter it is; the same key twice is one letter. A letter about a
 * dossier names it, so that it is sealed with it.
 */
export async function post(
	tx: Tx,
	to: { readonly email: string; readonly name: string; readonly language: 'vi' | 'en' },
	key: string,
	letter: Letter,
	applicationId?: string
): Promise<void> {
	await tx.mail.enqueue({
		idempotencyKey: key,
		recipient: to.email,
		recipientName: to.name,
		language: to.language,
		subject: letter.subject,
		body: letter.text,
		html: letter.html,
		...(applicationId === undefined ? {} : { applicationId })
	});
}
