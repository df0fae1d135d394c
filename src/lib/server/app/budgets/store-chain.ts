import { chainProblems } from '#lib/domain/budgets/approvals.ts';
import type { ApprovalChain } from '#lib/domain/budgets/approvals.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/**
 * Stores the next version of a chain of signatures, in force from a day on that is not over. Appraisals that have begun
 * keep theirs. Refuses `approval_chain_wrong` with every cause (`chainProblems`), `approval_chain_in_the_past` (a day
 * that has passed, or not after the version before).
 */
export async function storeChain(
	ctx: Context,
	chain: {
		readonly key: string;
		readonly title: Localized;
		readonly validFrom: Date;
		readonly steps: ApprovalChain;
	}
): Promise<Result<{ readonly id: string; readonly version: number }>> {
	return transact(ctx, 'store_chain', { type: 'approval_chain', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('chain.store');
		if (!allowed.ok) return allowed;
		const causes = chainProblems(chain.steps);
		if (causes.length > 0) return refuse('approval_chain_wrong', { causes });
		const latest = await tx.chains.latest(chain.key);
		const now = await tx.clock.now();
		if (chain.validFrom < now || (latest !== undefined && chain.validFrom <= latest.validFrom))
			return refuse('approval_chain_in_the_past', { field: 'validFrom' });
		const id = ctx.app.ids.v7();
		const version = (latest?.version ?? 0) + 1;
		await tx.chains.insert({ id, version, ...chain });
		note({
			objectId: id,
			after: { key: chain.key, version, steps: chain.steps.map(({ kind, role }) => ({ kind, role })) }
		});
		return ok({ id, version });
	});
}
