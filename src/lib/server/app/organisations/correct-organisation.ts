import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import { formatAddress } from '#lib/domain/places/place.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { RuledField } from '../mail/letters/organisations.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { holdForChange } from './hold-for-ruling.ts';
import type { SeenOrganisation } from './hold-for-ruling.ts';
import { mailRuling, tellDossiers } from './tell-ruling.ts';

const CORRECTED = [
	'name',
	'taxCode',
	'kind',
	'repName',
	'repTitle',
	'address'
] as const satisfies readonly RuledField[];

/** What a correction is remembered by, and a change that was asked for. */
export function identityOf(
	profile: OrganisationProfile
): Readonly<Record<(typeof CORRECTED)[number], string>> {
	const { name, taxCode, kind, repName, repTitle } = profile;
	return { name, taxCode, kind, repName, repTitle, address: formatAddress(profile) };
}

/** The fields that a correction changes, with what stood there and what stands there then. */
export function correctedFields(
	before: OrganisationProfile,
	after: OrganisationProfile
): (readonly [field: RuledField, before: string, after: string])[] {
	const [then, now] = [identityOf(before), identityOf(after)];
	return CORRECTED.flatMap((field) =>
		then[field] === now[field] ? [] : [[field, then[field], now[field]] as const]
	);
}

/**
 * Corrects what is kept of an organisation, code and kind included, with the reason; submitted copies stay as they
 * are. Refuses those of `holdForRuling`, `organisation_over`, `reason_missing`, `text_too_long`, `correction_empty`,
 * `code_proved_by_another`.
 */
export async function correctOrganisation(
	ctx: Context,
	input: SeenOrganisation & { readonly profile: OrganisationProfile; readonly reason: string }
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'organisation', id: input.organisationId };
	return transact(ctx, 'correct_organisation', object, async (verb) => {
		const { tx, note } = verb;
		const found = await holdForChange(verb, input);
		if (!found.ok) return found;
		const { organisation, reason } = found.value;
		const { id, version } = organisation;
		const facts = correctedFields(organisation, input.profile);
		if (facts.length === 0) return refuse('correction_empty');
		const { taxCode } = input.profile;
		if (taxCode !== organisation.taxCode) await tx.standings.lockCode(taxCode);
		const others = await tx.standings.ofCode(taxCode);
		const taken = others.some((other) => other.id !== id && other.standing === 'proved');
		if (organisation.standing === 'proved' && taken)
			return refuse('code_proved_by_another', { field: 'taxCode' });

		const rulingId = ctx.app.ids.v7();
		const [before, after] = [identityOf(organisation), identityOf(input.profile)];
		await tx.standings.addRuling({
			id: rulingId,
			organisationId: id,
			version,
			kind: 'corrected',
			reason,
			before,
			after,
			ruledBy: actorId(ctx.actor),
			ruledAt: await tx.clock.now()
		});
		if (!(await tx.standings.correct({ id, version }, input.profile))) return refuse('stale_version');
		await tellDossiers(tx, id, 'organisation_corrected');
		await mailRuling(ctx, tx, organisation, rulingId, { ruling: 'corrected', reason, facts });
		note({ before, after: { ...after, rulingId, reason } });
		return ok(true);
	});
}
