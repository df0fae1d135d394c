import { groupedBudget } from '#lib/domain/budgets/frozen-budget.ts';
import type { FrozenBudget } from '#lib/domain/budgets/frozen-budget.ts';
import type { PrintSpec } from '#lib/domain/definitions/print-spec.ts';
import { copySections } from '#lib/domain/definitions/section-copy.ts';
import type { SectionCopy } from '#lib/domain/definitions/section-copy.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { mayEdit } from '#lib/domain/workflow/application-window.ts';
import { factsOf } from '../cases/applications/application-case.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';
import { dossierState } from '../cases/applications/dossier-state.ts';
import { ownApplication } from '../cases/applications/own-application.ts';
import { formsToPrint, isDraft, printSource } from '../cases/prints/print-source.ts';
import type { Context } from '../use-case.ts';
import type { DocumentRow } from '../uploads/ports.ts';

/** The working copy as it would be submitted now. */
export interface DraftCopy {
	readonly of: ApplicationCase;
	readonly editable: boolean;
	readonly sections: readonly SectionCopy[];
	/** Null where the programme has no budget of its own. */
	readonly budget: FrozenBudget | null;
	readonly documents: readonly DocumentRow[];
	readonly forms: readonly PrintSpec[];
	/** What is printed now says that it is a draft. */
	readonly draft: boolean;
	/** Places that stand in the way of a submission. */
	readonly missing: number;
}

/** Everything that was answered, on one page. Refusals: `sign_in_needed`, `not_found`. */
export async function readDraftCopy(ctx: Context, id: string): Promise<Result<DraftCopy>> {
	const own = await ownApplication(ctx, id);
	if (!own.ok) return own;
	const of = own.value;
	const { read } = ctx.app.db;
	const state = await dossierState(read, of);
	const source = await printSource(read, of, state);
	const { budget } = state;
	return ok({
		of,
		editable: mayEdit(of.application, of.call, of.now).ok,
		sections: copySections(of.definition.document, of.lot.variant, state.answers, {
			...factsOf(of),
			...(budget === undefined ? {} : { budget })
		}),
		budget: budget === undefined ? null : groupedBudget(source.lines),
		documents: state.documents,
		forms: formsToPrint(source.reading),
		draft: isDraft(state),
		missing: state.completeness.problems.filter(({ severity }) => severity === 'error').length
	});
}
