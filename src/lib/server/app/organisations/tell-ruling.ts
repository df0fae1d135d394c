import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import { UNDER_WAY } from '#lib/domain/workflow/application.ts';
import { languageOf, addressOf, post } from '../identity/links.ts';
import type { RulingLetter } from '../mail/letters.ts';
import type { Tx } from '../ports.ts';
import type { TimelineEvent } from '../timeline/ports.ts';
import type { Context } from '../use-case.ts';
import type { HeldOrganisation } from './standing-ports.ts';

type Told = Pick<RulingLetter, 'ruling' | 'reason' | 'facts'>;

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
	const to = new Map<string, { readonly name: string; readonly locale: 'vi' | 'en' }>();
	for (const { email, name, locale } of await tx.intake.contacts(organisation.id))
		to.set(email, { name, locale });
	for (const personId of [organisation.claimedBy, ...also]) {
		const person = personId === null ? undefined : await tx.identity.findPerson(personId);
		if (person?.account === undefined || person.account.disabledAt !== null) continue;
		to.set(person.account.email, { name: person.fullName, locale: languageOf(person.account.locale) });
	}
	for (const [email, { name, locale }] of to) {
		const url = addressOf(ctx, '/to-chuc', locale);
		const { name: firm, taxCode } = organisation;
		const letter = ctx.app.letters.organisationRuled(
			{ name, organisation: firm, taxCode, ...told, url },
			locale
		);
		await post(tx, { email, name, language: locale }, `organisation-ruled:${rulingId}:${email}`, letter);
	}
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
