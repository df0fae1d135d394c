import { mayCorrect, reasonOf } from '#lib/domain/organisations/standing.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Verb } from '../use-case.ts';
import type { HeldOrganisation } from './standing-ports.ts';

/** What a ruling is about, as the page showed it. */
export interface SeenOrganisation {
	readonly organisationId: string;
	readonly version: number;
}

/**
 * The organisation, held with its code for who may rule on it: claims of one code are ruled on one after the other.
 * Refuses `not_found`, `tied_to_applicant`, `stale_version`.
 */
export async function holdForRuling(
	{ tx, permit }: Verb,
	{ organisationId, version }: SeenOrganisation
): Promise<Result<HeldOrganisation>> {
	const allowed = permit('organisation.rule', { organisationId });
	if (!allowed.ok) return allowed;
	const known = isUuid(organisationId) ? await tx.standings.find(organisationId) : undefined;
	if (known === undefined) return refuse('not_found');
	await tx.standings.lockCode(known.taxCode);
	const held = await tx.standings.hold(organisationId, 'update');
	if (held === undefined) return refuse('not_found');
	return held.version === version ? ok(held) : refuse('stale_version');
}

/**
 * The same for who changes what is kept of a live organisation, with the reason. Refuses those of `holdForRuling`,
 * `organisation_over`, `reason_missing`, `text_too_long`.
 */
export async function holdForChange(
	verb: Verb,
	input: SeenOrganisation & { readonly reason: string }
): Promise<Result<{ readonly organisation: HeldOrganisation; readonly reason: string }>> {
	const found = await holdForRuling(verb, input);
	if (!found.ok) return found;
	const live = mayCorrect(found.value.standing);
	if (!live.ok) return live;
	const reason = reasonOf(input.reason);
	return reason.ok ? ok({ organisation: found.value, reason: reason.value }) : reason;
}
