import type { Round } from './job.ts';
import type { App } from '../app/ports.ts';

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
		if (delivery.ok) {
			await tx.mail.markDelivered(mail.id, delivery.value.state, await tx.clock.now());
			return 1;
		}
		const { code, params } = delivery.refusal;
		const reason = [code, params?.['reason'] ?? ''].join(' ').trim();
		if (code === 'mail_address_refused') await tx.mail.markRefused(mail.id, reason);
		else await tx.mail.markFailed(mail.id, reason);
		return 1;
	});
}

export const mailRound: Round = { name: 'mail', pauseMs: 1_000, run: deliverOne };
