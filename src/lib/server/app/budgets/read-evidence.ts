import { lineGrounds } from '#lib/domain/budgets/line-grounds.ts';
import type { LineGround } from '#lib/domain/budgets/line-grounds.ts';
import { dossierOf } from '#lib/domain/definitions/definition.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import type { Revision } from '#lib/domain/definitions/snapshot.ts';
import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { readRevision } from '../cases/intake/read-revision.ts';
import { caseOf, subjectOf } from '../cases/applications/application-case.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/** What an appraiser holds the figures against: the dossier, the words beside its lines, what council and survey found. */
export interface Evidence {
	readonly items: readonly { readonly key: string; readonly label: Localized }[];
	readonly files: Revision['files'];
	readonly grounds: Readonly<Record<string, readonly LineGround[]>>;
	/** Of the session that has ended; null before, or where it said nothing. */
	readonly council: { readonly text: string; readonly closedAt: Date } | null;
	/** Of the finished survey. */
	readonly survey: { readonly text: string; readonly heldOn: CalendarDate } | null;
}

/** The evidence of an appraisal, for who reads both its figures and its dossier. Refuses `not_found`. */
export async function readEvidence(ctx: Context, id: string): Promise<Result<Evidence>> {
	if (!isUuid(id)) return refuse('not_found');
	return ask(ctx, 'budget.read', {}, async (read) => {
		const appraisal = await read.budgets.findAppraisal(id);
		const application =
			appraisal === undefined ? undefined : await read.applications.find(appraisal.applicationId);
		if (application === undefined || application.revisionId === null) return refuse('not_found');
		const found = await caseOf(read, application);
		const subject = subjectOf(found);
		if (!can(ctx.actor, 'budget.read', subject).ok || !can(ctx.actor, 'application.read', subject).ok)
			return refuse('not_found');
		const definition = found.definition.document;
		const [revision, session, survey] = await Promise.all([
			readRevision(read, application.revisionId),
			read.sessions.of({ lotId: application.lotId }),
			read.intake.survey(application.id)
		]);
		const { variant, answers, files } = revision;
		const lines = definition.budgetTemplate?.lines;
		return ok({
			items: dossierOf(definition, variant).map(({ key, label }) => ({ key, label })),
			files,
			grounds: lines === undefined ? {} : lineGrounds(formOf(definition, variant), answers, lines),
			council:
				session?.closedAt && session.conclusion !== ''
					? { text: session.conclusion, closedAt: session.closedAt }
					: null,
			survey:
				survey?.finishedAt && survey.conclusion !== ''
					? { text: survey.conclusion, heldOn: survey.heldOn }
					: null
		});
	});
}
