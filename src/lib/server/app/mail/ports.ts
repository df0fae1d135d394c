import type { Result } from '#lib/domain/shared/result.ts';

/** A message as it leaves: to one person, in one language, words chosen. */
export interface OutgoingMail {
	/** Identity of the message in the outbox; a second sending of it carries the same Message-ID. */
	readonly id: string;
	readonly to: { readonly address: string; readonly name?: string };
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	readonly language: 'vi' | 'en';
}

/**
 * - `sent`  a mail server took it; `id` is its Message-ID
 * - `held`  nothing is sent from here: the message waits on the page "Thư đã gửi", where the administrator reads it
 */
export interface MailDelivery {
	readonly id: string;
	readonly state: 'sent' | 'held';
}

/**
 * The way out for mail. Refuses:
 * - `mail_address_refused`  this address will never take it; do not try again (`reason` for the log)
 * - `mail_unavailable`      the server does not answer, or asks to come back; try again later (`reason`)
 */
export interface Mailer {
	send(message: OutgoingMail): Promise<Result<MailDelivery>>;
}
