import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import { UNDER_WAY } from '#lib/domain/workflow/application.ts';
import { organisationRuled } from '../mail/letters/organisations.ts';
import type { RuledOrganisation } from '../mail/letters/organisations.ts';
import { personToTell, representativesOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import type { TimelineEvent } from '../timeline/ports.ts';
import type { Context } from '../use-case.ts';
import type { HeldOrganisation } from './standing-ports.ts';

type Told = Pick<RuledOrganisation, 'ruling' | 'reason' | 'facts'>;

/**
 * Mails what was ruled to those whom it concerns: the representatives, and who claimed the organisation. `also`:
 * people who represented it until now.
 */
export async function mailRuling(
	ctx: Context,
	tx: Tx,
	organisation: HeldOrganisation,
	rulingId: string,
	told: Told,
	also: readonly string[] = []
): Promise<void> {
	const people = [organisation.claimedBy, ...also];
	const others = await Promise.all(people.map((personId) => personToTell(tx, personId)));
	const { id, name, taxCode } = organisation;
	await tell(ctx, tx, {
		to: [...(await representativesOf(tx, id)), ...others.flat()],
		key: `organisation-ruled:${rulingId}`,
		letter: organisationRuled({ organisation: name, taxCode, ...told, path: '/to-chuc' })
	});
}

/** Its dossiers' timelines say what was ruled, for both sides. */
export async function tellDossiers(
	tx: Tx,
	organisationId: string,
	kind:
		| 'organisation_proved'
		| 'organisation_corrected'
		| 'organisation_merged'
		| 'organisation_change_asked_as'
		| 'organisation_change_replaced_as'
		| 'organisation_change_withdrawn_as'
		| 'organisation_changed_to'
		| 'organisation_change_refused_as'
		| 'representation_ended',
	params: TimelineEvent['params'] = {}
): Promise<void> {
	const dossiers = await tx.standings.dossiersIn(organisationId, UNDER_WAY);
	await tx.timeline.appendMany(
		dossiers.map(({ id }) => ({ applicationId: id, kind, audience: 'both' as const, params }))
	);
}

/** A change as a timeline tells it: by the name and the representative that were asked for. */
export function changeTold({
	name,
	repName,
	repTitle
}: Pick<OrganisationProfile, 'name' | 'repName' | 'repTitle'>): TimelineEvent['params'] {
	return { name, representative: repTitle === '' ? repName : `${repName} (${repTitle})` };
}
