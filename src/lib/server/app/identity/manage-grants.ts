import type { GrantInput } from '#lib/contracts/identity/people.ts';
import { signsOrAdministers } from '#lib/domain/access/duties.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { decidedByGranting } from './decided-figures.ts';
import { checkGrant, stillAdministrator } from './grant-checks.ts';
import { mailGrant } from './mail-grant.ts';

/**
 * Gives a person a staff role that neither signs nor administers. All sessions of the person end: a new right begins
 * with a new session. Refusals: those of `checkGrant`, and `second_administrator_needed`: that role is proposed.
 */
export async function grantRole(
	ctx: Context,
	input: GrantInput & { readonly personId: string }
): Promise<Result<{ grantId: string }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId } = input;
	return transact(
		ctx,
		'grant_role',
		{ type: 'person', id: personId },
		async ({ tx, permit, decide, note }) => {
			const allowed = permit('grant.give');
			if (!allowed.ok) return allowed;
			const wanted = await checkGrant(tx, actor.value.personId, input);
			if (!wanted.ok) return wanted;
			const { person, ...grant } = wanted.value;
			if (signsOrAdministers(grant.role)) return refuse('second_administrator_needed', { field: 'role' });
			const decided = await decide(decidedByGranting({ ...grant, person: person.fullName }, ctx.locale));
			if (!decided.ok) return decided;
			const grantId = await tx.identity.addGrant({ personId, ...grant, grantedBy: actor.value.personId });
			if (person.account !== undefined) await tx.identity.endSessions(person.account.id);
			note({ after: { grantId, ...grant } });
			return ok({ grantId });
		}
	);
}

/**
 * Ends a staff role now, by one administrator alone: what is wrong must be stopped at once. The end of one that signs
 * or administers is mailed. Refusals: `not_found`, `own_account` (an administrator stays one until another ends it),
 * `already_done`.
 */
export async function revokeRole(
	ctx: Context,
	input: { readonly personId: string; readonly grantId: string }
): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId, grantId } = input;
	return transact(ctx, 'revoke_role', { type: 'person', id: personId }, async ({ tx, permit, note }) => {
		const allowed = permit('person.manage');
		if (!allowed.ok) return allowed;
		if (personId === actor.value.personId) return refuse('own_account');
		const still = await stillAdministrator(tx, actor.value.personId);
		if (!still.ok) return still;
		const held = (await tx.identity.grantsOf(personId)).find(({ id }) => id === grantId);
		// Members of an organisation are its representative's affair.
		if (held === undefined || held.scope.type === 'organisation') return refuse('not_found');
		const ended = await tx.identity.endGrant(grantId, personId);
		if (ended === undefined) return refuse('already_done');
		const person = await tx.identity.findPerson(personId);
		if (person?.account !== undefined) await tx.identity.endSessions(person.account.id);
		if (person !== undefined && signsOrAdministers(ended.role))
			await mailGrant(ctx, tx, { ...ended, person, key: grantId, ended: true, by: [actor.value.name] });
		note({ before: { grantId, ...ended } });
		return ok(true);
	});
}
