import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { MailRow } from './outbox-ports.ts';

export const OUTBOX_PAGE_SIZE = 25;

export async function listMail(
	ctx: Context,
	question: { readonly search: string; readonly page: number }
): Promise<Result<{ rows: readonly MailRow[]; total: number }>> {
	return ask(ctx, 'mail.read', {}, async (read) => {
		const { rows, total } = await read.mail.list({ ...question, size: OUTBOX_PAGE_SIZE });
		return ok({ rows: rows.map((row) => unsealed(ctx, row)), total });
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
		lastError: ''
	};
}

const ONE_TIME_LINK = /\/(xac-minh|dat-lai-mat-khau)\/[A-Za-z0-9_-]{20,}/g;

/**
 * One message. Where mail really leaves, one-time links are blotted out: they are their reader's alone, and an
 * administrator must not be able to enter as somebody else. Where it is held, this page is how one gets them.
 */
export async function readMail(ctx: Context, id: string): Promise<Result<MailRow>> {
	return ask(ctx, 'mail.read', {}, async (read) => {
		const found = isUuid(id) ? await read.mail.find(id) : undefined;
		if (found === undefined) return refuse('not_found');
		const mail = unsealed(ctx, found);
		if (mail.state === 'held' || ctx.app.config.embedded) return ok({ ...mail, html: '' });
		return ok({ ...mail, html: '', body: mail.body.replace(ONE_TIME_LINK, '/$1/…') });
	});
}
