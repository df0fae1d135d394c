import { ok } from '#lib/domain/shared/result.ts';
import type { Mailer } from '#lib/server/app/mail/ports.ts';

/** The embedded default: no mail leaves the machine; the outbox keeps every message to be read there. */
export const heldMailer: Mailer = {
	send: (message) => Promise.resolve(ok({ id: message.id, state: 'held' as const }))
};
