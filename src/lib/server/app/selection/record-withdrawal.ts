import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { SelectionChange } from './change-selection.ts';
import { leaveSelection } from './leave-selection.ts';

/** A chosen dossier withdraws, before or after its result is issued. Refuses those of `leaveSelection`. */
export async function recordWithdrawal(
	ctx: Context,
	input: SelectionChange
): Promise<Result<{ readonly released: bigint | null }>> {
	return transact(ctx, 'record_withdrawal', { type: 'application', id: input.applicationId }, (verb) =>
		leaveSelection(ctx, verb, input, {
			kind: 'withdrawal',
			event: 'give_up',
			leave: (tx, application, to) => tx.applications.withdraw(application, to)
		})
	);
}
