import type { Result } from '#lib/domain/shared/result.ts';
import { withoutLinks } from '../app/mail/one-time-links.ts';
import type { MailDelivery } from '../app/mail/ports.ts';
import type { App, Tx } from '../app/ports.ts';
import type { Round } from './round.ts';

/**
 * Hands over one message. Its row stays locked meanwhile, so that no other worker sends it; when the process dies
 * between the handing over and the commit it goes out again, under the same Message-ID.
 */
async function deliverOne(app: App): Promise<number> {
	return app.db.transaction(async (tx) => {
		const [mail] = await tx.mail.claimDue(1);
		if (mail === undefined) return 0;
		const delivery = await app.mailer.send({
			id: mail.id,
			to: { address: mail.recipient, name: mail.recipientName },
			subject: mail.subject,
			text: mail.body,
			html: mail.html,
			language: mail.language
		});
		const gone = await record(tx, mail.id, delivery);
		if (gone) {
			const words = { body: withoutLinks(mail.body), html: withoutLinks(mail.html) };
			if (words.body !== mail.body || words.html !== mail.html) await tx.mail.keepWords(mail.id, words);
		}
		return 1;
	});
}

/** Writes down how it went. True when the message will not be sent again: its one-time links then leave the table. */
async function record(tx: Tx, id: string, delivery: Result<MailDelivery>): Promise<boolean> {
	if (delivery.ok) {
		await tx.mail.markDelivered(id, delivery.value.state, await tx.clock.now());
		return delivery.value.state === 'sent';
	}
	const { code, params } = delivery.refusal;
	const reason = [code, params?.['reason'] ?? ''].join(' ').trim();
	if (code !== 'mail_address_refused') return (await tx.mail.markFailed(id, reason)) === 'failed';
	await tx.mail.markRefused(id, reason);
	return true;
}

export const mailRound: Round = { name: 'mail', pauseMs: 1_000, run: deliverOne };
