import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { lockedAppraisalCase } from '../cases/budgets/appraisal-case.ts';
import { decidedByRejecting, rejectedOf } from './decided-figures.ts';
import { mayCheck, openProposal } from './decide-rejection.ts';
import { mailRejectionChecked } from './mail-rejection.ts';

/**
 * The head of finance confirms a proposal to give no money; only then the director decides. Refusals: `not_found`,
 * `tied_to_applicant`, `state_forbids`, `stale_version`, `approval_same_person`, those of `decideAct`.
 */
export async function checkRejection(
	ctx: Context,
	input: {
		readonly appraisalId: string;
		/** The appraisal as it was shown. */
		readonly version: number;
	}
): Promise<Result<{ readonly version: number }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.appraisalId)) return refuse('not_found');
	const about: AuditedObject = { type: 'appraisal', id: input.appraisalId };
	return transact(ctx, 'check_rejection', about, async ({ tx, permit, decide, note }) => {
		const found = await lockedAppraisalCase(tx, input.appraisalId);
		if (found === undefined) return refuse('not_found');
		const allowed = permit('budget.verify', found.subject);
		if (!allowed.ok) return allowed;
		const { appraisal } = found;
		const next = advance(found.flow.appraisal, appraisal.state, 'check_rejection');
		if (!next.ok) return next;
		if (appraisal.version !== input.version) return refuse('stale_version');
		const proposal = await openProposal(tx, appraisal.id);
		const mine = mayCheck(found, person.value, proposal);
		if (!mine.ok) return mine;

		const decided = await decide(decidedByRejecting(rejectedOf(found)));
		if (!decided.ok) return decided;
		if (!(await tx.budgets.checkRejection(proposal.id, person.value.personId)))
			return refuse('stale_version');
		if (!(await tx.budgets.advanceAppraisal(appraisal, next.value))) return refuse('stale_version');
		await tx.timeline.append({
			applicationId: found.application.id,
			kind: 'rejection_checked',
			audience: 'office',
			params: { name: person.value.name, note: proposal.reason }
		});
		await mailRejectionChecked(ctx, tx, found);
		note({ before: { state: appraisal.state }, after: { state: next.value, reason: proposal.reason } });
		return ok({ version: appraisal.version + 1 });
	});
}
