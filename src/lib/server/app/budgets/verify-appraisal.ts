import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import { signAppraisal } from './sign-appraisal.ts';
import type { SignInput } from './sign-appraisal.ts';

/** The head of finance checks the figures. Refusals: as `prepareAppraisal`. */
export function verifyAppraisal(
	ctx: Context,
	input: SignInput
): Promise<Result<{ readonly version: number }>> {
	return signAppraisal(ctx, input, {
		verb: 'verify_appraisal',
		event: 'verify',
		action: 'budget.verify',
		step: 1
	});
}
