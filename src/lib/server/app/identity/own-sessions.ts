import { sessionEnd, sessionKindOf } from '#lib/domain/access/session-terms.ts';
import type { SessionTerm } from '#lib/domain/access/session-terms.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import type { OwnSession } from './ports.ts';

export interface SessionLine extends Omit<OwnSession, 'idHash'> {
	/** The session that asks. */
	readonly here: boolean;
	/** When it ends unless it is used again. */
	readonly endsAt: Date;
}

/** Where the reader is signed in. `token`: of the session that asks. */
export async function readOwnSessions(
	ctx: Context,
	token: string
): Promise<Result<{ readonly sessions: readonly SessionLine[]; readonly term: SessionTerm }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	return ask(ctx, 'account.own', {}, async (read) => {
		const here = ctx.app.ids.sha256(token);
		const [now, terms, rows] = await Promise.all([
			read.clock.now(),
			read.identity.sessionTerms(),
			read.identity.sessionsOf(person.value.accountId)
		]);
		const kind = sessionKindOf(person.value);
		const term = terms.find((one) => one.kind === kind);
		if (term === undefined) throw new Error(`no term of sessions for ${kind}`);
		const sessions = rows
			.map(({ idHash, ...row }) => ({ ...row, here: idHash === here, endsAt: sessionEnd(row, term) }))
			.filter(({ endsAt }) => endsAt > now)
			.sort((a, b) => Number(b.here) - Number(a.here));
		return ok({ sessions, term });
	});
}

/** Ends one session of one's own. Refuses `already_done`: it has ended. */
export async function endOwnSession(ctx: Context, ref: string): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId } = person.value;
	return transact(ctx, 'end_session', { type: 'account', id: accountId }, async ({ tx, permit, note }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		const known = (await tx.identity.sessionsOf(accountId)).find((session) => session.ref === ref);
		if (!isUuid(ref) || !(await tx.identity.endSession(accountId, ref))) return refuse('already_done');
		note({ before: { browser: known?.browser, system: known?.system, network: known?.network } });
		return ok(true);
	});
}

/** Ends every session of one's own but the one that asks; links and known browsers stay. */
export async function endOtherSessions(ctx: Context, token: string): Promise<Result<{ ended: number }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId } = person.value;
	const object: AuditedObject = { type: 'account', id: accountId };
	return transact(ctx, 'end_other_sessions', object, async ({ tx, permit, note }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		const ended = await tx.identity.endOtherSessions(accountId, ctx.app.ids.sha256(token));
		note({ after: { ended } });
		return ok({ ended });
	});
}
