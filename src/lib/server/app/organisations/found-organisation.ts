import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';

/**
 * Makes an organisation with its first representative. Refuses `organisation_exists`; two who register the same
 * code at once are parted by the table's own constraint, with the same refusal.
 */
export async function foundOrganisation(
	ctx: Context,
	tx: Tx,
	personId: string,
	input: OrganisationProfile
): Promise<Result<string>> {
	const existing = await tx.organisations.findByTaxCode(input.taxCode);
	if (existing !== undefined) return refuse('organisation_exists', { field: 'taxCode' });
	const id = ctx.app.ids.v7();
	await tx.organisations.create(id, input);
	await tx.identity.addGrant({
		personId,
		role: 'representative',
		scope: { type: 'organisation', id },
		grantedBy: personId
	});
	return ok(id);
}
