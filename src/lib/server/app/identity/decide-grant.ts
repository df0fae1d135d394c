import { mayConfirm, mayDecline } from '#lib/domain/access/grant-proposals.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { grantDeclined } from '../mail/letters/roles.ts';
import { personToTell } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { decidedByGranting } from './decided-figures.ts';
import { fitsBeside } from './grant-checks.ts';
import { mailGrant } from './mail-grant.ts';
import type { ProposalRow } from './proposal-ports.ts';

/** Longest reason of a refusal, characters. */
const REASON_LIMIT = 1000;

/**
 * Puts a proposed role in force: the second of two administrators. All sessions of the holder end; the holder, the
 * directors and the auditors are told. Refusals: `not_found`, those of `mayConfirm`, `grant_term_empty` (its last day
 * has passed), `grant_exists`, `roles_exclude`.
 */
export async function confirmGrant(ctx: Context, proposalId: string): Promise<Result<{ grantId: string }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const by = actor.value.personId;
	return transact(ctx, 'confirm_grant', { type: 'person', id: '' }, async ({ tx, permit, decide, note }) => {
		const allowed = permit('grant.give');
		if (!allowed.ok) return allowed;
		const administrators = await tx.identity.lockAdministrators();
		if (!administrators.includes(by)) return refuse('not_found');
		const proposal = isUuid(proposalId) ? await tx.identity.holdProposal(proposalId) : undefined;
		if (proposal === undefined) return refuse('not_found');
		const { personId, role, scope, validTo } = proposal;
		note({ objectId: personId });
		const checked = mayConfirm(proposal, by, administrators);
		if (!checked.ok) return checked;
		await tx.identity.lockPerson(personId);
		const person = await tx.identity.findPerson(personId);
		if (person === undefined) return refuse('not_found');
		const now = await tx.clock.now();
		const validFrom = proposal.validFrom < now ? now : proposal.validFrom;
		if (validTo !== null && validTo <= validFrom) return refuse('grant_term_empty');
		const grant = { role, scope, validFrom, validTo };
		const fits = await fitsBeside(tx, personId, grant);
		if (!fits.ok) return fits;
		const decided = await decide(decidedByGranting({ person: person.fullName, role, scope }, ctx.locale));
		if (!decided.ok) return decided;
		const grantId = ctx.app.ids.v7();
		// The proposal first: the table of grants takes only what a confirmed one names.
		if (!(await tx.identity.decideProposal(proposalId, { state: 'in_force', by, grantId })))
			return refuse('proposal_over');
		await tx.identity.addGrant({ id: grantId, personId, ...grant, grantedBy: by });
		if (person.account !== undefined) await tx.identity.endSessions(person.account.id);
		await mailGrant(ctx, tx, {
			key: grantId,
			person,
			...grant,
			ended: false,
			by: [proposal.proposer, actor.value.name]
		});
		note({ after: { proposalId, grantId, ...grant, proposedBy: proposal.proposedBy } });
		return ok({ grantId });
	});
}

/** Says no, with the reason that its proposer reads. Refusals: `not_found`, those of `mayDecline`, `text_too_long`. */
export async function declineGrant(
	ctx: Context,
	input: { readonly proposalId: string; readonly reason: string }
): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const by = actor.value.personId;
	return transact(ctx, 'decline_grant', { type: 'person', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('person.manage');
		if (!allowed.ok) return allowed;
		const proposal = isUuid(input.proposalId) ? await tx.identity.holdProposal(input.proposalId) : undefined;
		if (proposal === undefined) return refuse('not_found');
		note({ objectId: proposal.personId });
		const reason = cleanText(input.reason);
		if ([...reason].length > REASON_LIMIT)
			return refuse('text_too_long', { field: 'reason', params: { max: String(REASON_LIMIT) } });
		const checked = mayDecline(proposal, by, reason);
		if (!checked.ok) return checked;
		if (!(await tx.identity.decideProposal(proposal.id, { state: 'declined', by, reason })))
			return refuse('proposal_over');
		await mailProposer(ctx, tx, proposal, { by: actor.value.name, reason });
		note({ after: { proposalId: proposal.id, role: proposal.role, scope: proposal.scope, reason } });
		return ok(true);
	});
}

async function mailProposer(
	ctx: Context,
	tx: Tx,
	proposal: ProposalRow,
	declined: { readonly by: string; readonly reason: string }
): Promise<void> {
	await tell(ctx, tx, {
		to: await personToTell(tx, proposal.proposedBy),
		key: `grant-declined:${proposal.id}`,
		letter: grantDeclined({
			...declined,
			holder: proposal.person,
			role: proposal.role,
			path: `/quan-tri/phan-quyen/${proposal.id}`
		})
	});
}
