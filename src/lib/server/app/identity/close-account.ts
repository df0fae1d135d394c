import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { stillAdministrator } from './grant-checks.ts';

/** Closes or opens an account; closing ends its sessions and links. Refusals: `not_found`, `own_account`, `already_done`. */
export async function setAccountDisabled(
	ctx: Context,
	input: { readonly personId: string; readonly disabled: boolean }
): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId, disabled } = input;
	const verb = disabled ? 'disable_account' : 'enable_account';
	return transact(ctx, verb, { type: 'person', id: personId }, async ({ tx, permit }) => {
		const allowed = permit('person.manage');
		if (!allowed.ok) return allowed;
		if (personId === actor.value.personId) return refuse('own_account');
		const still = await stillAdministrator(tx, actor.value.personId);
		if (!still.ok) return still;
		const person = await tx.identity.findPerson(personId);
		if (person?.account === undefined) return refuse('not_found');
		const changed = await tx.identity.setDisabled(person.account.id, disabled);
		if (!changed) return refuse('already_done');
		if (disabled) {
			await tx.identity.endSessions(person.account.id);
			await tx.identity.endLinks(person.account.id);
		}
		return ok(true);
	});
}
