import { mayConfirm, mayWithdraw } from '#lib/domain/access/grant-proposals.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { ProposalRow, ProposalStanding } from './proposal-ports.ts';

export const PROPOSALS_PAGE_SIZE = 25;

/** Proposed roles, what waits first. */
export async function listProposals(
	ctx: Context,
	question: { readonly search: string; readonly standing: ProposalStanding; readonly page: number }
): Promise<Result<{ readonly rows: readonly ProposalRow[]; readonly total: number }>> {
	return ask(ctx, 'person.manage', {}, async (read) =>
		ok(await read.identity.listProposals({ ...question, size: PROPOSALS_PAGE_SIZE }))
	);
}

export interface ProposalView {
	readonly proposal: ProposalRow;
	/** What the reader may do; `waits_for`: whose turn it is where the reader does nothing. */
	readonly turn: 'confirm' | 'withdraw' | 'decline_only' | 'another' | 'over';
	/** Another administrator than the proposer and the holder is there to confirm. */
	readonly somebodyCan: boolean;
}

export async function readProposal(ctx: Context, id: string): Promise<Result<ProposalView>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const me = person.value.personId;
	return ask(ctx, 'person.manage', {}, async (read) => {
		const proposal = isUuid(id) ? await read.identity.proposal(id) : undefined;
		if (proposal === undefined) return refuse('not_found');
		const administrators = await read.identity.administrators();
		const somebodyCan = administrators.some((one) => mayConfirm(proposal, one, administrators).ok);
		const confirm = mayConfirm(proposal, me, administrators);
		const turn = confirm.ok
			? 'confirm'
			: confirm.refusal.code === 'proposal_over'
				? 'over'
				: confirm.refusal.code === 'proposer_not_administrator'
					? 'decline_only'
					: mayWithdraw(proposal, me).ok
						? 'withdraw'
						: 'another';
		return ok({ proposal, turn, somebodyCan });
	});
}
