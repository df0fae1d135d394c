import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import { mayClaim } from '#lib/domain/organisations/standing.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';

export interface FoundedOrganisation {
	readonly id: string;
	/** Another claim of the same code, or its proved organisation, stands beside; whose it is stays unsaid. */
	readonly beside: boolean;
}

/**
 * Makes an organisation, a claim of its code, with its first representative. What others claim is no hindrance: the
 * office rules. Refuses `claim_exists` where the person acts for a live one of that code already.
 */
export async function foundOrganisation(
	ctx: Context,
	tx: Tx,
	personId: string,
	input: OrganisationProfile
): Promise<Result<FoundedOrganisation>> {
	await tx.standings.lockCode(input.taxCode);
	const known = await Promise.all(
		(await tx.standings.ofCode(input.taxCode)).map(async ({ id, standing }) => ({
			standing,
			own: (await tx.organisations.membersOf(id)).some((member) => member.personId === personId)
		}))
	);
	const claimed = mayClaim(known);
	if (!claimed.ok) return claimed;
	const id = ctx.app.ids.v7();
	await tx.organisations.create(id, input, personId);
	await tx.identity.addGrant({
		personId,
		role: 'representative',
		scope: { type: 'organisation', id },
		grantedBy: personId
	});
	return ok({ id, beside: claimed.value.beside });
}
