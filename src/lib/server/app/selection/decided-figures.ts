import type { SelectedDossier } from '#lib/domain/selection/after-selection.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';
import type { Decided } from '../decide-act.ts';

/** What a change of a closed selection decides: the part of the money that a dossier gives up or may now get. */
export function decidedByChanging(
	{ code, approved, requested }: Pick<SelectedDossier, 'code' | 'approved' | 'requested'>,
	{ number }: Pick<CallDecision, 'number'>
): Decided {
	const figures: Decided['figures'] = [
		{ key: 'case', text: code },
		{ key: 'amount', dong: approved ?? requested },
		{ key: 'decision', text: number }
	];
	// Before an approval nothing of the source moves.
	return approved === null ? { figures } : { figures, limit: { key: 'fund', amount: approved } };
}
