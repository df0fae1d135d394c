import type { GrantInput } from '#lib/contracts/identity/people.ts';
import { signsOrAdministers } from '#lib/domain/access/duties.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { checkGrant } from './grant-checks.ts';
import type { WantedGrant } from './grant-checks.ts';

export interface ReviewedGrant extends Pick<WantedGrant, 'role' | 'scope'> {
	readonly name: string;
	/** A second administrator has to confirm it. */
	readonly second: boolean;
}

/**
 * What a role would be given as, before anybody is asked whether to give it: a form with a wrong date is sent back
 * first. Refusals: those of `checkGrant`.
 */
export async function reviewGrant(
	ctx: Context,
	input: GrantInput & { readonly personId: string }
): Promise<Result<ReviewedGrant>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	if (!isUuid(input.personId)) return refuse('not_found');
	return ask(ctx, 'person.manage', {}, async (read) => {
		const wanted = await checkGrant(read, actor.value.personId, input);
		if (!wanted.ok) return wanted;
		const { person, role, scope } = wanted.value;
		return ok({ name: person.fullName, role, scope, second: signsOrAdministers(role) });
	});
}
