import { canonicalBudget } from '#lib/domain/budgets/canonical.ts';
import { changedParts } from '#lib/domain/definitions/changed-parts.ts';
import type { ChangedParts } from '#lib/domain/definitions/changed-parts.ts';
import { submittedAnswers } from '#lib/domain/definitions/snapshot.ts';
import type { FormReading } from '#lib/domain/definitions/form-reading.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import { workingBudget } from '../cases/budgets/requested-budget.ts';
import type { Context } from '../use-case.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';
import type { DossierState } from '../cases/applications/dossier-state.ts';
import { frozenRevision } from '../cases/applications/read-frozen-copy.ts';
import { fileAsItWas, organisationAsItWas } from './revision-bytes.ts';

/** What a replacement would change of the revision that stands. */
export interface ChangesSince extends ChangedParts {
	/** Number of that revision. */
	readonly number: number;
}

/** What the working copy changes; undefined where nothing was submitted yet. */
export async function changesSince(
	ctx: Context,
	of: ApplicationCase,
	{ state, reading }: { readonly state: DossierState; readonly reading: FormReading }
): Promise<ChangesSince | undefined> {
	const { application, definition, call, organisation } = of;
	const { read } = ctx.app.db;
	if (application.revisionId === null) return undefined;
	const last = await frozenRevision(read, application.revisionId, ctx.app.ids.sha256);
	if (last === undefined) return undefined;
	const working = await workingBudget(read, application.id, definition.document, call);
	const caseCode = application.code ?? application.id;
	const budget =
		working === null ? undefined : canonicalBudget(working.computed, { caseCode, side: 'requested' });
	// A budget that cannot be submitted as it is differs from one that was.
	const canonical: JsonValue = budget === undefined ? null : budget.ok ? budget.value : 'incomplete';
	const now = {
		answers: submittedAnswers(reading),
		budget: canonical,
		files: state.documents.map(fileAsItWas),
		organisation: organisationAsItWas(organisation)
	};
	return {
		number: last.row.number,
		...changedParts(last.revision, now, {
			order: reading.form.sections.map(({ key }) => key),
			items: [...new Set([...last.revision.files, ...now.files].map(({ item }) => item))]
		})
	};
}
