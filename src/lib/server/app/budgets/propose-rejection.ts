import { checkRejectionReason } from '#lib/domain/budgets/rejection.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { lockedAppraisalCase } from '../cases/budgets/appraisal-case.ts';
import { mailRejectionProposed } from './mail-rejection.ts';

/**
 * The finance officer proposes to end the appraisal without money; the head of finance confirms, and
 * the director decides. Refusals: `not_found`,
 * `tied_to_applicant`, `rejection_reason_missing`, `text_too_long`, `state_forbids`, `stale_version`.
 */
export async function proposeRejection(
	ctx: Context,
	input: {
		readonly appraisalId: string;
		/** The appraisal as it was shown. */
		readonly version: number;
		readonly reason: string;
	}
): Promise<Result<{ readonly version: number }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.appraisalId)) return refuse('not_found');
	const about: AuditedObject = { type: 'appraisal', id: input.appraisalId };
	return transact(ctx, 'propose_rejection', about, async ({ tx, permit, note }) => {
		const found = await lockedAppraisalCase(tx, input.appraisalId);
		if (found === undefined) return refuse('not_found');
		const allowed = permit('budget.appraise', found.subject);
		if (!allowed.ok) return allowed;
		const { appraisal } = found;
		const next = advance(found.flow.appraisal, appraisal.state, 'propose_rejection');
		if (!next.ok) return next;
		if (appraisal.version !== input.version) return refuse('stale_version');
		const reason = checkRejectionReason(input.reason);
		if (!reason.ok) return reason;

		await tx.budgets.proposeRejection({
			id: ctx.app.ids.v7(),
			appraisalId: appraisal.id,
			reason: reason.value,
			by: person.value.personId
		});
		const moved = await tx.budgets.advanceAppraisal(appraisal, next.value, { returnNote: '' });
		if (!moved) return refuse('stale_version');
		await tx.timeline.append({
			applicationId: found.application.id,
			kind: 'rejection_proposed',
			audience: 'office',
			params: { name: person.value.name, note: reason.value }
		});
		await mailRejectionProposed(ctx, tx, found);
		note({ before: { state: appraisal.state }, after: { state: next.value, reason: reason.value } });
		return ok({ version: appraisal.version + 1 });
	});
}
