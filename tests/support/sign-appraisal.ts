/** The three signatures of a chain of today, each by the one verb that signs. */
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import { signAppraisal } from '#lib/server/app/budgets/sign-appraisal.ts';
import type { Context } from '#lib/server/app/use-case.ts';

type Signing = (
	ctx: Context,
	input: { readonly appraisalId: string; readonly seenHash: string }
) => ReturnType<typeof signAppraisal>;

const signing =
	(kind: SigningKind): Signing =>
	(ctx, input) =>
		signAppraisal(ctx, { ...input, kind });

export const prepareAppraisal = signing('prepared');
export const verifyAppraisal = signing('verified');
export const approveAppraisal = signing('approved');
