import type { SelectedDossier } from '#lib/domain/selection/after-selection.ts';
import type { ApplicationRow } from '../../applications/ports.ts';
import type { Repositories } from '../../ports.ts';
import type { SelectionItemRow } from '../../selection/ports.ts';

/** The dossiers of a closed selection in its order, as they stand now. */
export async function selectedDossiers(
	read: Repositories,
	about: {
		readonly callId: string;
		readonly items: readonly SelectionItemRow[];
		readonly applications: readonly ApplicationRow[];
	}
): Promise<readonly (SelectedDossier & { readonly organisationId: string })[]> {
	const approved = await read.budgets.approvedOf(about.callId);
	return about.items.flatMap(({ applicationId, outcome, requested }) => {
		const application = about.applications.find(({ id }) => id === applicationId);
		if (application === undefined) return [];
		const { code, lotId, state, organisationId } = application;
		const sum = approved.get(applicationId)?.stateTotal ?? null;
		const held = { outcome, state, requested, approved: sum };
		return [{ applicationId, code: code ?? '', lotId, organisationId, ...held }];
	});
}
