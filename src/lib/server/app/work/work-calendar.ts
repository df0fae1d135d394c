/** How a person hears of work beside the list: letters as they chose, and a calendar of their own. */
import type { LetterChoices } from '#lib/domain/letters/delivery.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { TaskRow } from '../tasks/ports.ts';
import { standingOf } from '../cases/tasks/standing-of.ts';
import { ask, personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

export interface WorkNotices {
	readonly choices: LetterChoices;
	/** When the address of the calendar was made; null: there is none. */
	readonly calendarMadeAt: Date | null;
}

export async function readWorkNotices(ctx: Context): Promise<Result<WorkNotices>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { accountId } = actor.value;
	return ask(ctx, 'account.own', {}, async (read) =>
		ok({
			choices: await read.notices.choices(accountId),
			calendarMadeAt: (await read.feeds.madeAt(accountId)) ?? null
		})
	);
}

/** Makes a new secret address and ends the one before. The address is told once: only its hash is kept. */
export async function makeWorkCalendar(ctx: Context): Promise<Result<{ readonly token: string }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { accountId, personId } = actor.value;
	const token = ctx.app.ids.secret();
	return transact(ctx, 'make_work_calendar', { type: 'person', id: personId }, async ({ tx, permit }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		await tx.feeds.make({ id: ctx.app.ids.v7(), accountId, tokenHash: ctx.app.ids.sha256(token) });
		return ok({ token });
	});
}

/** Refuses `not_found` where there is no address. */
export async function endWorkCalendar(ctx: Context): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { accountId, personId } = actor.value;
	return transact(ctx, 'end_work_calendar', { type: 'person', id: personId }, async ({ tx, permit }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		return (await tx.feeds.end(accountId)) ? ok(true) : refuse('not_found');
	});
}

/** More deadlines than these no calendar shows in one go. */
const CALENDAR_LIMIT = 300;

export interface CalendarOfWork {
	readonly locale: 'vi' | 'en';
	readonly now: Date;
	readonly work: readonly TaskRow[];
}

/**
 * What is due for whoever's address it is: the address is the permission. What the person may see is asked anew each
 * time, so that a role that ended shows nothing more. Refuses `not_found` for an address that is none, or was ended.
 */
export async function readWorkCalendar(ctx: Context, token: string): Promise<Result<CalendarOfWork>> {
	return ask(ctx, 'public.read', {}, async (read) => {
		const feed = await read.feeds.find(ctx.app.ids.sha256(token));
		const person = feed === undefined ? undefined : await read.identity.loadPerson(feed.accountId);
		if (feed === undefined || person === undefined) return refuse('not_found');
		const work = await read.tasks.waiting(standingOf(person), CALENDAR_LIMIT);
		return ok({
			locale: feed.locale,
			now: await read.clock.now(),
			work: work.filter(({ due }) => due !== null)
		});
	});
}
