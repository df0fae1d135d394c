import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import { whyAsked } from '#lib/domain/organisations/asked-change.ts';
import type { WhyAsked } from '#lib/domain/organisations/asked-change.ts';
import { mayCorrect } from '#lib/domain/organisations/standing.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { UNDER_WAY } from '#lib/domain/workflow/application.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { changeTold, tellDossiers } from './tell-ruling.ts';

export interface Edited {
	/** Why name and representative wait for the office; undefined where all of it stands. */
	readonly asked: WhyAsked | undefined;
	/** What was asked before is taken back by this. */
	readonly replaced: boolean;
}

/**
 * Changes what an organisation says about itself; kind and tax code stay, for dossiers rest on them. Name and
 * representative are asked of the office where `whyAsked` says so, and all else stands at once.
 * Refuses `not_found`, `stale_version`, `organisation_identity_fixed`, `organisation_over`.
 */
export async function editOrganisation(
	ctx: Context,
	input: { readonly id: string; readonly version: number; readonly profile: OrganisationProfile }
): Promise<Result<Edited>> {
	const { id, version, profile } = input;
	return transact(
		ctx,
		'edit_organisation',
		{ type: 'organisation', id },
		async ({ tx, permit, note }): Promise<Result<Edited>> => {
			const allowed = permit('organisation.edit', { organisationId: id });
			if (!allowed.ok) return allowed;
			// Held against submissions, which read the name that they bear.
			const before = isUuid(id) ? await tx.standings.hold(id, 'update') : undefined;
			if (before === undefined) return refuse('not_found');
			if (before.taxCode !== profile.taxCode || before.kind !== profile.kind)
				return refuse('organisation_identity_fixed', { field: 'taxCode' });
			const live = mayCorrect(before.standing);
			if (!live.ok) return live;
			const [underWay, namesakes] = [
				await tx.standings.dossiersIn(id, UNDER_WAY),
				await tx.standings.namesakes(profile.name, before.taxCode, 1)
			];
			const asked = whyAsked(before, profile, {
				standing: before.standing,
				underWay: underWay.length > 0,
				nameElsewhere: namesakes.length > 0
			});
			const { name, repName, repTitle } = before;
			const stands = asked === undefined ? profile : { ...profile, name, repName, repTitle };
			if (!(await tx.organisations.update(id, version, stands))) return refuse('stale_version');
			if (asked === undefined) {
				note({ before, after: profile });
				return ok({ asked, replaced: false });
			}
			const earlier = await tx.standings.waitingChange(id);
			const change = { name: profile.name, repName: profile.repName, repTitle: profile.repTitle, why: asked };
			await tx.standings.askChange({
				id: ctx.app.ids.v7(),
				organisationId: id,
				...change,
				askedBy: actorId(ctx.actor),
				askedAt: await tx.clock.now()
			});
			const told = earlier === undefined ? 'organisation_change_asked_as' : 'organisation_change_replaced_as';
			await tellDossiers(tx, id, told, changeTold(change));
			note({ before, after: { ...stands, asked: change } });
			return ok({ asked, replaced: earlier !== undefined });
		}
	);
}

/** Takes back what waits for the office. Refuses `not_found`, `change_over`. */
export async function withdrawChange(ctx: Context, input: { readonly id: string }): Promise<Result<true>> {
	const { id } = input;
	const object: AuditedObject = { type: 'organisation', id };
	return transact(ctx, 'withdraw_organisation_change', object, async ({ tx, permit, note }) => {
		const allowed = permit('organisation.edit', { organisationId: id });
		if (!allowed.ok) return allowed;
		if (!isUuid(id) || (await tx.standings.hold(id, 'update')) === undefined) return refuse('not_found');
		const change = await tx.standings.waitingChange(id);
		if (change === undefined || !(await tx.standings.endChange(id, { state: 'withdrawn' })))
			return refuse('change_over');
		await tellDossiers(tx, id, 'organisation_change_withdrawn_as', changeTold(change));
		note({ before: { asked: change } });
		return ok(true);
	});
}
