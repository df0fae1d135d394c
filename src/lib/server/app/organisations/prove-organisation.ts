import type { Proof } from '#lib/domain/organisations/standing.ts';
import { mayProve } from '#lib/domain/organisations/standing.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { holdForRuling } from './hold-for-ruling.ts';
import type { SeenOrganisation } from './hold-for-ruling.ts';
import { mailRuling, tellDossiers } from './tell-ruling.ts';

/**
 * Confirms a claim from a paper or a register: from now on its dossiers can be found valid, and no other claim of the
 * code can be proved. Refuses those of `holdForRuling` and `mayProve`.
 */
export async function proveOrganisation(
	ctx: Context,
	input: SeenOrganisation & { readonly proof: Proof }
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'organisation', id: input.organisationId };
	return transact(ctx, 'prove_organisation', object, async (verb) => {
		const { tx, note } = verb;
		const found = await holdForRuling(verb, input);
		if (!found.ok) return found;
		const organisation = found.value;
		const { id, version, standing, taxCode } = organisation;
		const [others, papers, now] = [
			await tx.standings.ofCode(taxCode),
			await tx.standings.papersOf(id),
			await tx.clock.now()
		];
		const proved = mayProve(input.proof, {
			standing,
			codeProved: others.some((other) => other.id !== id && other.standing === 'proved'),
			papers: papers.filter(({ organisationId }) => organisationId === id),
			today: vietnamDateOf(now)
		});
		if (!proved.ok) return proved;

		const rulingId = ctx.app.ids.v7();
		const { proof } = input;
		const rests =
			proof.basis === 'document'
				? { basis: proof.basis, paperId: proof.paperId }
				: {
						basis: proof.basis,
						registerKind: proof.kind,
						registerNo: collapse(proof.number),
						registerDate: proof.on
					};
		await tx.standings.addRuling({
			id: rulingId,
			organisationId: id,
			version,
			kind: 'proved',
			...rests,
			ruledBy: actorId(ctx.actor),
			ruledAt: now
		});
		if (!(await tx.standings.settle({ id, version }, { standing: 'proved', rulingId })))
			return refuse('stale_version');
		await tellDossiers(tx, id, 'organisation_proved');
		await mailRuling(ctx, tx, organisation, rulingId, { ruling: 'proved', reason: '', facts: [] });
		note({ before: { standing }, after: { standing: 'proved', rulingId, ...rests } });
		return ok(true);
	});
}
