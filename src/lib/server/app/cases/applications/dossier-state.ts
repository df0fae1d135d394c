/** A working copy with everything that its completeness depends on. */
import { completeness } from '#lib/domain/definitions/completeness.ts';
import type { BudgetSummary, Completeness } from '#lib/domain/definitions/completeness.ts';
import type { HeldDocument } from '#lib/domain/definitions/dossier-completeness.ts';
import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import type { Answers } from '#lib/domain/definitions/stored-value.ts';
import { budgetSummaryOf } from '../budgets/requested-budget.ts';
import type { Repositories } from '../../ports.ts';
import type { DocumentRow } from '../../uploads/ports.ts';
import { factsOf } from './application-case.ts';
import type { ApplicationCase } from './application-case.ts';
import type { SectionRow } from '../../applications/ports.ts';

export interface DossierState {
	readonly sections: readonly SectionRow[];
	readonly answers: Answers;
	readonly documents: readonly DocumentRow[];
	/** Undefined where the form has no budget of its own. */
	readonly budget: BudgetSummary | undefined;
	readonly completeness: Completeness;
}

export async function dossierState(read: Repositories, of: ApplicationCase): Promise<DossierState> {
	const { application, lot, call, definition } = of;
	const [sections, everything, budget] = await Promise.all([
		read.applications.sections(application.id),
		read.uploads.documents(application.id),
		budgetSummaryOf(read, application.id, definition.document, call)
	]);
	const answers = Object.fromEntries(sections.map(({ sectionKey, content }) => [sectionKey, content.values]));
	const documents = everything.filter(({ itemKey }) => itemKey !== SURVEY_ITEM);
	return {
		sections,
		answers,
		documents,
		budget,
		completeness: completeness({
			definition: definition.document,
			variant: lot.variant,
			answers,
			documents: documents.map(held),
			...(budget === undefined ? {} : { budget }),
			facts: factsOf(of)
		})
	};
}

function held({ itemKey, fileName, verdict, datedOn }: DocumentRow): HeldDocument {
	return { key: itemKey, name: fileName, verdict, ...(datedOn === null ? {} : { dated: datedOn }) };
}
