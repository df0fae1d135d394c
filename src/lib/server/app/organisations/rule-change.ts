import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { actorId, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { correctedFields, identityOf } from './correct-organisation.ts';
import { holdForChange } from './hold-for-ruling.ts';
import type { SeenOrganisation } from './hold-for-ruling.ts';
import { changeTold, mailRuling, tellDossiers } from './tell-ruling.ts';

/**
 * Rules on a name or a representative that an organisation asked for: it stands from now on, or it does not; submitted
 * copies stay as they are either way. `reason` is what the ruling rests on, or why not. Refuses those of
 * `holdForRuling`, `organisation_over`, `reason_missing`, `text_too_long`, `change_over` (taken back, or asked anew).
 */
export async function ruleChange(
	ctx: Context,
	input: SeenOrganisation & {
		readonly changeId: string;
		readonly accepted: boolean;
		readonly reason: string;
	}
): Promise<Result<true>> {
	const { accepted, changeId } = input;
	return transact(
		ctx,
		'rule_organisation_change',
		{ type: 'organisation', id: input.organisationId },
		async (verb) => {
			const { tx, note } = verb;
			const found = await holdForChange(verb, input);
			if (!found.ok) return found;
			const { organisation, reason } = found.value;
			const { id, version } = organisation;
			const change = await tx.standings.waitingChange(id);
			if (change?.id !== changeId) return refuse('change_over');

			const { name, repName, repTitle } = change;
			const profile = { ...organisation, name, repName, repTitle };
			const facts = correctedFields(organisation, profile);
			const [before, after] = [identityOf(organisation), identityOf(profile)];
			const rulingId = ctx.app.ids.v7();
			await tx.standings.addRuling({
				id: rulingId,
				organisationId: id,
				version,
				kind: accepted ? 'changed' : 'change_refused',
				reason,
				before,
				after,
				ruledBy: actorId(ctx.actor),
				ruledAt: await tx.clock.now()
			});
			const state = accepted ? 'accepted' : 'refused';
			if (!(await tx.standings.endChange(id, { state, rulingId }))) return refuse('change_over');
			if (accepted && !(await tx.standings.rename({ id, version }, change))) return refuse('stale_version');
			const told = accepted ? 'organisation_changed_to' : 'organisation_change_refused_as';
			await tellDossiers(tx, id, told, changeTold(change));
			const ruling = accepted ? 'changed' : 'change_refused';
			await mailRuling(ctx, tx, organisation, rulingId, { ruling, reason, facts });
			note({ before, after: { ...after, accepted, rulingId, reason } });
			return ok(true);
		}
	);
}
