import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import { signAppraisal } from './sign-appraisal.ts';
import type { SignInput } from './sign-appraisal.ts';

/**
 * The finance officer puts the appraisal forward. Refusals: `not_found`, `tied_to_applicant`,
 * `appraisal_amount_zero` (that is a rejection), `budget_not_complete` with every problem (a difference without a reason among them), `approval_stale_figures`,
 * `approval_same_person`, `approval_wrong_order`, `approval_not_your_role`, `state_forbids`, `stale_version`.
 */
export function prepareAppraisal(
	ctx: Context,
	input: SignInput
): Promise<Result<{ readonly version: number }>> {
	return signAppraisal(ctx, input, {
		verb: 'prepare_appraisal',
		event: 'prepare',
		action: 'budget.appraise',
		step: 0
	});
}
