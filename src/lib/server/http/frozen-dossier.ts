import { readFrozenBudget } from '#lib/domain/budgets/frozen-budget.ts';
import type { FrozenBudget } from '#lib/domain/budgets/frozen-budget.ts';
import { dossierOf } from '#lib/domain/definitions/definition.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { copySections } from '#lib/domain/definitions/section-copy.ts';
import type { Revision } from '#lib/domain/definitions/snapshot.ts';
import type { FormFacts } from '#lib/domain/definitions/form-reading.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';

/** What a frozen copy is shown with: its own budget, and what conditions and totals of its form need besides answers. */
function revisionFacts({ organisation, call, budget, application }: Revision): {
	readonly budget: FrozenBudget | null;
	readonly facts: FormFacts;
} {
	const read = readFrozenBudget(budget);
	// The bytes were made by the portal and their hash is checked: anything else is a defect of ours.
	if (!read.ok) throw new Error(`revision of ${application.code}: ${read.refusal.code}`);
	const kind = organisation['kind'];
	return {
		budget: read.value,
		facts: {
			...(typeof kind === 'string' ? { applicantKind: kind } : {}),
			closesOn: deadlineDay(new Date(call.closesAt)),
			...(read.value === null
				? {}
				: { budget: { state: read.value.totals.state, own: read.value.totals.own } })
		}
	};
}

/**
 * A frozen dossier as staff and council read it: what is shown of it. Expressions, rules and rubrics of its definition
 * and answers that are hidden stay on the server.
 */
export function frozenDossier(definition: ProgrammeDefinition, revision: Revision) {
	const { budget, facts } = revisionFacts(revision);
	return {
		sections: copySections(definition, revision.variant, revision.answers, facts),
		items: dossierOf(definition, revision.variant).map(({ key, label }) => ({ key, label })),
		revision: { organisation: revision.organisation, files: revision.files },
		budget
	};
}
