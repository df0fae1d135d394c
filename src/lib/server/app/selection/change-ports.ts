import type { SelectionChangeKind } from '#lib/domain/selection/after-selection.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';

/** A change of a closed selection, as it is kept. */
export interface SelectionChangeRow {
	readonly applicationId: string;
	readonly kind: SelectionChangeKind;
	readonly decision: CallDecision;
	readonly at: Date;
}

export interface SelectionChangesRepository {
	/** Kept before the dossier moves: the database lets it move because of it. */
	add(change: {
		readonly id: string;
		readonly selectionId: string;
		readonly applicationId: string;
		readonly kind: SelectionChangeKind;
		readonly decision: CallDecision;
		readonly by: string;
	}): Promise<void>;
	/** In the order in which they were made. */
	of(selectionId: string): Promise<readonly SelectionChangeRow[]>;
}
