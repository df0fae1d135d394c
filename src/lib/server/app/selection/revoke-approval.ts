import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { SelectionChange } from './change-selection.ts';
import { leaveSelection } from './leave-selection.ts';

/** What was approved of a dossier is approved no longer, though nobody withdrew. Refuses those of `leaveSelection`. */
export async function revokeApproval(
	ctx: Context,
	input: SelectionChange
): Promise<Result<{ readonly released: bigint | null }>> {
	return transact(ctx, 'revoke_approval', { type: 'application', id: input.applicationId }, (verb) =>
		leaveSelection(ctx, verb, input, {
			kind: 'revocation',
			event: 'revoke',
			leave: (tx, application, to) => tx.applications.advance(application, to)
		})
	);
}
