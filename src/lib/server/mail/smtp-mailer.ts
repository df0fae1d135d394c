import { createTransport } from 'nodemailer';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';
import type { Mailer, MailDelivery, OutgoingMail } from '#lib/server/app/mail/ports.ts';

export interface SmtpSettings {
	/** `smtp://user:password@host:587` or `smtps://…:465`. */
	readonly url: string;
	/** Who writes: "Sở Khoa học và Công nghệ" <no-reply@…>. */
	readonly from: { readonly address: string; readonly name: string };
	/** How long each step of the conversation may take, in milliseconds; 15 000 when left out. */
	readonly patienceMs?: number;
}

/** One address and nothing else: no list, no comment, no line break that would start a header of its own. */
const ADDRESS = /^[^\s<>(),;:"\\@\p{Cc}]+@[^\s<>(),;:"\\@\p{Cc}]+$/u;

const ID = /^[A-Za-z0-9._-]{1,100}$/;

/** Mail by SMTP. Each message is one delivery to one person: nobody sees another's address. */
export function smtpMailer(settings: SmtpSettings): Mailer & { close(): void } {
	const patience = settings.patienceMs ?? 15_000;
	const transport = createTransport({
		url: settings.url,
		connectionTimeout: patience,
		greetingTimeout: patience,
		socketTimeout: patience,
		// A message is made of its texts: no file and no address is ever fetched into it.
		disableFileAccess: true,
		disableUrlAccess: true
	});
	const domain = settings.from.address.split('@').at(-1) ?? 'localhost';

	async function send(message: OutgoingMail): Promise<Result<MailDelivery>> {
		if (!ID.test(message.id)) throw new Error('the id of a message names a header: it must be a plain word');
		if (!ADDRESS.test(message.to.address)) {
			return refuse('mail_address_refused', { params: { reason: 'malformed' } });
		}
		const messageId = `<${message.id}@${domain}>`;
		try {
			await transport.sendMail({
				messageId,
				from: settings.from,
				to: { address: message.to.address, name: oneLine(message.to.name ?? '') },
				subject: oneLine(message.subject),
				text: message.text,
				html: message.html,
				headers: { 'Content-Language': message.language, 'Auto-Submitted': 'auto-generated' }
			});
			return ok({ id: messageId, state: 'sent' });
		} catch (error) {
			return failure(error);
		}
	}

	return { send, close: () => transport.close() };
}

function oneLine(text: string): string {
	return text
		.normalize('NFC')
		.replace(/\p{Cc}+/gu, ' ')
		.trim();
}

/**
 * A refusal of the recipient with 5xx is for ever (RFC 5321, 4.2.1), whoever it comes from. Everything else
 * that is an error of the conversation is worth another try; what is none is a bug of ours.
 */
function failure(error: unknown): Result<never> {
	if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
	const status =
		'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
	const command = 'command' in error && typeof error.command === 'string' ? error.command : '';
	const reason = [error.code, command, status].filter((part) => part !== null && part !== '').join(' ');
	const final = error.code === 'EENVELOPE' && status !== null && status >= 500 && command !== 'MAIL FROM';
	return refuse(final ? 'mail_address_refused' : 'mail_unavailable', { params: { reason } });
}
