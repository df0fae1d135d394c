/** What a person was told, and how they want to be told. */
import type { LetterChoices } from '#lib/domain/letters/delivery.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { NoticeRow } from './notice-ports.ts';

export const NOTICES_PAGE_SIZE = 20;

/** The person's own, newest first. */
export async function listNotices(
	ctx: Context,
	question: { readonly search: string; readonly unread: boolean; readonly page: number }
): Promise<Result<{ readonly rows: readonly NoticeRow[]; readonly total: number }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { accountId } = actor.value;
	return ask(ctx, 'account.own', {}, async (read) =>
		ok(await read.notices.list(accountId, { ...question, size: NOTICES_PAGE_SIZE }))
	);
}

/**
 * Marks one notice of the person's, or all without an id, and tells how many; one that is read already, or somebody else's,
 * stays as it is. Refuses `not_found` for what is no id.
 */
export async function readNotices(
	ctx: Context,
	{ id }: { readonly id?: string }
): Promise<Result<{ readonly count: number }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { accountId, personId } = actor.value;
	return transact(ctx, 'read_notices', { type: 'person', id: personId }, async ({ tx, permit, note }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		if (id !== undefined && !isUuid(id)) return refuse('not_found');
		const count = await tx.notices.markRead(accountId, id);
		note({ after: { count: String(count) } });
		return ok({ count });
	});
}

/** How the person gets each group of letters that are not mandatory, from now on. */
export async function chooseLetters(ctx: Context, choices: LetterChoices): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { accountId, personId } = actor.value;
	return transact(ctx, 'choose_letters', { type: 'person', id: personId }, async ({ tx, permit, note }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		note({ before: await tx.notices.choices(accountId), after: choices });
		await tx.notices.choose(accountId, choices);
		return ok(true);
	});
}
