import type { GrantInput } from '#lib/contracts/identity/people.ts';
import { signsOrAdministers } from '#lib/domain/access/duties.ts';
import { mayWithdraw } from '#lib/domain/access/grant-proposals.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { decidedByGranting } from './decided-figures.ts';
import { checkGrant } from './grant-checks.ts';

/**
 * Proposes a role that signs or administers. Nothing changes for its holder before another administrator confirms it.
 * Refusals: those of `checkGrant`, `proposal_not_needed` (a role that one administrator gives), `proposal_waits`.
 */
export async function proposeGrant(
	ctx: Context,
	input: GrantInput & { readonly personId: string }
): Promise<Result<{ proposalId: string }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId } = input;
	return transact(
		ctx,
		'propose_grant',
		{ type: 'person', id: personId },
		async ({ tx, permit, decide, note }) => {
			const allowed = permit('grant.give');
			if (!allowed.ok) return allowed;
			const wanted = await checkGrant(tx, actor.value.personId, input);
			if (!wanted.ok) return wanted;
			const { person, ...grant } = wanted.value;
			if (!signsOrAdministers(grant.role)) return refuse('proposal_not_needed', { field: 'role' });
			const open = await tx.identity.listProposals({
				search: '',
				standing: 'waiting',
				personId,
				page: 1,
				size: 50
			});
			const same = open.rows.some(
				({ role, scope }) => role === grant.role && JSON.stringify(scope) === JSON.stringify(grant.scope)
			);
			if (same) return refuse('proposal_waits', { field: 'role' });
			const decided = await decide(decidedByGranting({ ...grant, person: person.fullName }, ctx.locale));
			if (!decided.ok) return decided;
			const proposalId = ctx.app.ids.v7();
			await tx.identity.addProposal({
				id: proposalId,
				personId,
				...grant,
				proposedBy: actor.value.personId
			});
			note({ after: { proposalId, ...grant } });
			return ok({ proposalId });
		}
	);
}

/** Takes one's own proposal back. Refusals: `not_found`, `proposal_over`, `proposal_not_yours`. */
export async function withdrawGrant(ctx: Context, proposalId: string): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	return transact(ctx, 'withdraw_grant', { type: 'person', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('person.manage');
		if (!allowed.ok) return allowed;
		const proposal = isUuid(proposalId) ? await tx.identity.holdProposal(proposalId) : undefined;
		if (proposal === undefined) return refuse('not_found');
		note({ objectId: proposal.personId });
		const mine = mayWithdraw(proposal, actor.value.personId);
		if (!mine.ok) return mine;
		const by = actor.value.personId;
		if (!(await tx.identity.decideProposal(proposalId, { state: 'withdrawn', by })))
			return refuse('proposal_over');
		note({ before: { proposalId, role: proposal.role, scope: proposal.scope } });
		return ok(true);
	});
}
