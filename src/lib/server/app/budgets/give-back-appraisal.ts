import { can } from '#lib/domain/access/policy.ts';
import { mayReturn } from '#lib/domain/budgets/approvals.ts';
import { SIGNING_ACTION } from '#lib/domain/budgets/signing.ts';
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import type { AppraisalState } from '#lib/domain/workflow/appraisal.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { approvalRequest, lockedAppraisalCase, standsInChain } from '../cases/budgets/appraisal-case.ts';

/** Who may give back is who may take the step that is due; each asks the permission of that step. */
const DUE_KIND: Readonly<Partial<Record<AppraisalState, SigningKind>>> = {
	prepared: 'verified',
	verified: 'approved'
};

/**
 * Sends the appraisal back to its preparer with the reason; every signature on it is taken back.
 * Refusals: `not_found`, `tied_to_applicant`, `state_forbids`, those of `mayReturn`, `stale_version`.
 */
export async function giveBackAppraisal(
	ctx: Context,
	input: { readonly appraisalId: string; readonly note: string }
): Promise<Result<{ readonly version: number }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.appraisalId)) return refuse('not_found');
	return transact(
		ctx,
		'give_back_appraisal',
		{ type: 'appraisal', id: input.appraisalId },
		async ({ tx, permit, note }) => {
			const found = await lockedAppraisalCase(tx, input.appraisalId);
			if (found === undefined) return refuse('not_found');
			const { appraisal, appraisedVersion } = found;
			const allowed = permit('budget.give_back', found.subject);
			if (!allowed.ok) return allowed;
			if (!standsInChain(found, person.value, ['verified', 'approved'])) return refuse('not_found');
			const kind = DUE_KIND[appraisal.state];
			const mine = kind === undefined ? allowed : can(ctx.actor, SIGNING_ACTION[kind], found.subject);
			if (!mine.ok) return mine;
			const next = advance(found.flow.appraisal, appraisal.state, 'give_back');
			if (!next.ok) return next;
			const seenHash = appraisedVersion.hash ?? '';
			const reason = input.note.trim();
			const returned = mayReturn({ ...approvalRequest(found, person.value, seenHash), reason });
			if (!returned.ok) return returned;

			await tx.budgets.revokeSteps(appraisedVersion.id);
			const moved = await tx.budgets.advanceAppraisal(appraisal, next.value, { returnNote: reason });
			if (!moved) return refuse('stale_version');
			await tx.timeline.append({
				applicationId: found.application.id,
				kind: 'appraisal_returned',
				audience: 'office',
				params: { name: person.value.name, note: reason }
			});
			note({
				before: {
					state: appraisal.state,
					steps: returned.value.map(({ personId, step }) => ({ personId, step }))
				},
				after: { state: next.value, note: reason }
			});
			return ok({ version: appraisal.version + 1 });
		}
	);
}
