import {
	isDue,
	mayAskRecovery,
	mayConfirmRecovery,
	mayRecoverAtTerminal,
	RECOVERY_WAIT_HOURS
} from '#lib/domain/access/factor-recovery.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import type { Tx } from '../../ports.ts';
import { personOf, transact } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';
import { stillAdministrator } from '../grant-checks.ts';
import type { PersonDetail } from '../ports.ts';
import { mailFactorChange, mailRecovery } from './mail-factors.ts';

const REASON_LIMIT = 1000;

function reasonOf(typed: string): Result<string> {
	const reason = cleanText(typed);
	if (reason === '') return refuse('reason_missing', { field: 'recoveryReason' });
	return [...reason].length > REASON_LIMIT
		? refuse('text_too_long', { field: 'recoveryReason', params: { max: String(REASON_LIMIT) } })
		: ok(reason);
}

/** The person with an account, locked, and how many factors it has. */
async function whomOf(
	tx: Tx,
	personId: string
): Promise<Result<{ person: PersonDetail; accountId: string; factors: number }>> {
	if (!isUuid(personId) || !(await tx.identity.lockPerson(personId))) return refuse('not_found');
	const person = await tx.identity.findPerson(personId);
	if (person?.account === undefined) return refuse('not_found');
	const accountId = person.account.id;
	await tx.factors.hold(accountId);
	return ok({ person, accountId, factors: (await tx.factors.ofAccount(accountId)).length });
}

/**
 * One administrator asks that the second factors of somebody be taken away, who lost them all; nothing changes before
 * another confirms. The owner is told. Refusals: `not_found`, `reason_missing`, `text_too_long`, those of
 * `mayAskRecovery`, `recovery_waits` (one is under way), those of `decideAct`.
 */
export async function askRecovery(
	ctx: Context,
	input: { readonly personId: string; readonly reason: string }
): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const by = actor.value.personId;
	const reason = reasonOf(input.reason);
	if (!reason.ok) return reason;
	const about = { type: 'person', id: input.personId } as const;
	return transact(ctx, 'ask_recovery', about, async ({ tx, permit, decide, note }) => {
		const allowed = permit('factor.recover');
		if (!allowed.ok) return allowed;
		const still = await stillAdministrator(tx, by);
		if (!still.ok) return still;
		const whom = await whomOf(tx, input.personId);
		if (!whom.ok) return whom;
		const may = mayAskRecovery({ personId: input.personId, factors: whom.value.factors }, by);
		if (!may.ok) return may;
		if ((await tx.factors.openRecovery(input.personId)) !== undefined) return refuse('recovery_waits');
		const decided = await decide({ figures: [{ key: 'person', text: whom.value.person.fullName }] });
		if (!decided.ok) return decided;
		const id = ctx.app.ids.v7();
		await tx.factors.addRecovery({ id, personId: input.personId, askedBy: by, reason: reason.value });
		await mailRecovery(ctx, tx, whom.value.person, { what: 'asked', by: [actor.value.name] });
		note({ after: { recovery: id, reason: reason.value } });
		return ok(true);
	});
}

/**
 * A second administrator confirms; after a time in which the owner can object, the factors go at the next sign-in.
 * Refusals: `not_found`, those of `mayConfirmRecovery`, those of `decideAct`.
 */
export async function confirmRecovery(ctx: Context, personId: string): Promise<Result<{ readyAt: Date }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const by = actor.value.personId;
	return transact(ctx, 'confirm_recovery', { type: 'person', id: personId }, async (verb) => {
		const { tx, permit, decide, note } = verb;
		const allowed = permit('factor.recover');
		if (!allowed.ok) return allowed;
		const administrators = await tx.identity.lockAdministrators();
		if (!administrators.includes(by)) return refuse('not_found');
		const whom = await whomOf(tx, personId);
		if (!whom.ok) return whom;
		const recovery = await tx.factors.openRecovery(personId);
		if (recovery === undefined) return refuse('recovery_over');
		const may = mayConfirmRecovery(recovery, by, administrators);
		if (!may.ok) return may;
		const decided = await decide({ figures: [{ key: 'person', text: whom.value.person.fullName }] });
		if (!decided.ok) return decided;
		const readyAt = await tx.factors.confirmRecovery(recovery.id, { by, hours: RECOVERY_WAIT_HOURS });
		if (readyAt === undefined) return refuse('recovery_over');
		const names = [recovery.askerName, actor.value.name];
		await mailRecovery(ctx, tx, whom.value.person, { what: 'confirmed', by: names, readyAt });
		note({ after: { recovery: recovery.id, readyAt: readyAt.toISOString() } });
		return ok({ readyAt });
	});
}

/** Any administrator stops it at any time; so does the owner by signing in with the factor. Refusals: `not_found`, `recovery_over`. */
export async function stopRecovery(ctx: Context, personId: string): Promise<Result<true>> {
	return transact(ctx, 'stop_recovery', { type: 'person', id: personId }, async ({ tx, permit, note }) => {
		const allowed = permit('person.manage');
		if (!allowed.ok) return allowed;
		const whom = await whomOf(tx, personId);
		if (!whom.ok) return whom;
		const recovery = await tx.factors.openRecovery(personId);
		if (recovery === undefined || !(await tx.factors.endRecovery(recovery.id, 'stopped')))
			return refuse('recovery_over');
		note({ before: { recovery: recovery.id } });
		return ok(true);
	});
}

/** At a sign-in whose password was right: takes the factors away where two administrators said so and the time is over. */
export async function recoverWhereDue(
	ctx: Context,
	tx: Tx,
	accountId: string,
	personId: string
): Promise<boolean> {
	const recovery = await tx.factors.openRecovery(personId);
	if (recovery === undefined || !isDue(recovery, await tx.clock.now())) return false;
	if (!(await tx.factors.endRecovery(recovery.id, 'done'))) return false;
	await tx.factors.removeAll(accountId);
	await mailFactorChange(ctx, tx, accountId, { what: 'reset' });
	return true;
}

/**
 * The way out where no two administrators with a device are left: a command on the machine takes the factors of an
 * account away at once. Audited as the system's act, and mailed to the owner, the administrators, the directors and
 * the auditors. Refusals: `not_found` (to people, and an address without an account), `email_…`, `reason_missing`,
 * `text_too_long`, those of `mayRecoverAtTerminal`.
 */
export async function recoverAtTerminal(
	ctx: Context,
	input: { readonly email: string; readonly reason: string }
): Promise<Result<{ readonly name: string }>> {
	if (ctx.actor.kind !== 'system') return refuse('not_found');
	const email = parseEmail(input.email, 'email');
	if (!email.ok) return email;
	const reason = reasonOf(input.reason);
	if (!reason.ok) return reason;
	return transact(ctx, 'recover_at_terminal', { type: 'person', id: '' }, async ({ tx, note }) => {
		note({ refused: { email: email.value, reason: reason.value } });
		const administrators = new Set(await tx.identity.lockAdministrators());
		const account = await tx.identity.findAccountByEmail(email.value);
		if (account === undefined) return refuse('not_found');
		note({ objectId: account.personId });
		const whom = await whomOf(tx, account.personId);
		if (!whom.ok) return whom;
		administrators.delete(account.personId);
		const able = await tx.factors.holdersAmong([...administrators]);
		const may = mayRecoverAtTerminal({ able, factors: whom.value.factors });
		if (!may.ok) return may;
		const open = await tx.factors.openRecovery(account.personId);
		if (open !== undefined) await tx.factors.endRecovery(open.id, 'stopped');
		await tx.factors.addTerminalRecovery({
			...{ id: ctx.app.ids.v7(), personId: account.personId, reason: reason.value }
		});
		await tx.factors.removeAll(account.id);
		await tx.identity.endSessions(account.id);
		await mailFactorChange(ctx, tx, account.id, { what: 'reset' });
		await mailRecovery(ctx, tx, whom.value.person, {
			...{ what: 'terminal', by: [], also: [...administrators] }
		});
		note({ after: { reason: reason.value, factors: whom.value.factors } });
		return ok({ name: whom.value.person.fullName });
	});
}
