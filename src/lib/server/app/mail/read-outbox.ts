import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { withoutLinks } from './one-time-links.ts';
import type { MailRow } from './outbox-ports.ts';

export const OUTBOX_PAGE_SIZE = 25;

/** A message without its text. */
export type ListedMail = Omit<MailRow, 'body' | 'html'>;

export async function listMail(
	ctx: Context,
	question: { readonly search: string; readonly page: number }
): Promise<Result<{ rows: readonly ListedMail[]; total: number }>> {
	return ask(ctx, 'mail.read', {}, async (read) => {
		const { rows, total } = await read.mail.list({ ...question, size: OUTBOX_PAGE_SIZE });
		const shown = rows.map((row) => {
			const { body: _body, html: _html, ...listed } = unsealed(ctx, row);
			return listed;
		});
		return ok({ rows: shown, total });
	});
}

/**
 * Of a letter about a sealed dossier the reader learns that it was written, when, and what became of it: to whom,
 * and what it says, is told after the opening.
 */
function unsealed(ctx: Context, mail: MailRow): MailRow {
	if (can(ctx.actor, 'mail.read', { sealed: mail.sealed }).ok) return mail;
	const { id, language, state, attempts, createdAt, sentAt, sealed } = mail;
	const told = { id, language, state, attempts, createdAt, sentAt, sealed };
	return {
		...told,
		idempotencyKey: '',
		recipient: '',
		recipientName: '',
		subject: '',
		body: '',
		html: '',
		lastError: '',
		refusedAt: null
	};
}

/**
 * One message. One-time links are blotted out: they are their reader's alone, and an administrator must not be able
 * to enter as somebody else. Only in the demonstration, whose mail never leaves, this page is how one gets them;
 * even there not those of a real person who works for the office.
 */
export async function readMail(ctx: Context, id: string): Promise<Result<Omit<MailRow, 'html'>>> {
	return ask(ctx, 'mail.read', {}, async (read) => {
		const found = isUuid(id) ? await read.mail.find(id) : undefined;
		if (found === undefined) return refuse('not_found');
		const { html: _html, ...mail } = unsealed(ctx, found);
		if (ctx.app.config.embedded && !(await read.identity.worksForOffice(found.recipient))) return ok(mail);
		return ok({ ...mail, body: withoutLinks(mail.body) });
	});
}
