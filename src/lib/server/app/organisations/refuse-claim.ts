import { mayRefuse } from '#lib/domain/organisations/standing.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { makeInvalid } from '../steps/intake/make-invalid.ts';
import { issueVerb } from '../records/issue-verb.ts';
import { actorId } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { holdForRuling } from './hold-for-ruling.ts';
import type { SeenOrganisation } from './hold-for-ruling.ts';
import { mailRuling } from './tell-ruling.ts';

/**
 * Refuses a claim: what it has submitted is invalid with that reason, each with its notice, and it submits nothing
 * more. The code is free to be claimed and proved by whoever it belongs to. Refuses those of `holdForRuling` and
 * `mayRefuse`, `paper_cannot_print`.
 */
export async function refuseClaim(
	ctx: Context,
	input: SeenOrganisation & { readonly reason: string }
): Promise<Result<{ readonly invalid: number }>> {
	const object: AuditedObject = { type: 'organisation', id: input.organisationId };
	return issueVerb(ctx, 'refuse_claim', object, async (verb) => {
		const { tx, note } = verb;
		const found = await holdForRuling(verb, input);
		if (!found.ok) return found;
		const organisation = found.value;
		const { id, version, standing } = organisation;
		const reason = mayRefuse(standing, input.reason);
		if (!reason.ok) return reason;

		const ruledAt = await tx.clock.now();
		const rulingId = ctx.app.ids.v7();
		await tx.standings.addRuling({
			id: rulingId,
			organisationId: id,
			version,
			kind: 'refused',
			reason: reason.value,
			ruledBy: actorId(ctx.actor),
			ruledAt
		});
		if (!(await tx.standings.settle({ id, version }, { standing: 'refused', rulingId })))
			return refuse('stale_version');
		await tx.standings.endChange(id, { state: 'withdrawn' });
		const submitted = await tx.standings.dossiersIn(id, ['submitted', 'valid']);
		for (const { id: applicationId } of submitted) {
			const invalid = await makeInvalid(ctx, tx, applicationId, reason.value);
			if (!invalid.ok) return invalid;
		}
		await mailRuling(ctx, tx, organisation, rulingId, { ruling: 'refused', reason: reason.value, facts: [] });
		note({
			before: { standing },
			after: {
				standing: 'refused',
				rulingId,
				reason: reason.value,
				invalid: submitted.map((dossier) => dossier.id)
			}
		});
		return ok({ invalid: submitted.length });
	});
}
