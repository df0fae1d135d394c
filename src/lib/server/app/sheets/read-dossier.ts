import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import { isVotingRole } from '#lib/domain/councils/council-role.ts';
import type { Revision } from '#lib/domain/definitions/snapshot.ts';
import { surveyGroups } from '#lib/domain/intake/survey.ts';
import type { SurveyGroup } from '#lib/domain/intake/survey.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { SurveyRow } from '../intake/ports.ts';
import { readRevision } from '../cases/intake/read-revision.ts';
import type { Repositories } from '../ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { SheetRow } from './ports.ts';
import { scoringCase } from './scoring-case.ts';
import type { ScoringCase } from './scoring-case.ts';

export interface Dossier extends Pick<
	ScoringCase,
	'application' | 'lot' | 'one' | 'rubric' | 'seat' | 'assessment'
> {
	readonly definition: ScoringCase['record']['definition'];
	readonly council: ScoringCase['record']['council'];
	readonly call: ScoringCase['record']['call'];
	readonly revision: Revision;
	/** Finished survey minutes only. */
	readonly survey?: SurveyRow;
	/** The minutes as they were issued. */
	readonly surveyRecordId: string | null;
	readonly surveyGroups: readonly SurveyGroup[];
	/** Files added to the survey minutes. */
	readonly surveyFiles: readonly { readonly id: string; readonly name: string; readonly size: bigint }[];
	/** The member's declaration on this application. */
	readonly declaredAt: Date | null;
	/** The member marks. */
	readonly marks: boolean;
	/** The other applications of the lot that the member judges, for going from one to the next. */
	readonly neighbours: readonly { readonly applicationId: string; readonly code: string }[];
}

export interface ScorePage extends Dossier {
	/** The member's own sheet; none before the first save. */
	readonly sheet?: SheetRow;
	/** Marks can still be changed or submitted. */
	readonly open: boolean;
	readonly threshold: number | null;
}

async function dossierOf(found: ScoringCase, read: Repositories): Promise<Dossier> {
	const { record, standing, seat, one, application } = found;
	const [revision, survey, documents, records, neighbours] = await Promise.all([
		readRevision(read, application.revisionId),
		read.intake.survey(application.id),
		read.uploads.documents(application.id),
		read.records.titlesOfApplication(application.id),
		read.councils.neighbours(record.council, one.lotId)
	]);
	const declaration = record.declarations.find(
		(row) => row.memberId === seat.memberId && row.applicationId === one.applicationId
	);
	const mine = standing.members.find(({ memberId }) => memberId === seat.memberId);
	return {
		application,
		lot: found.lot,
		one,
		rubric: found.rubric,
		seat,
		assessment: found.assessment,
		definition: record.definition,
		council: record.council,
		call: record.call,
		revision,
		...(survey === undefined || survey.finishedAt === null ? {} : { survey }),
		surveyRecordId: records.find(({ kind }) => kind === 'survey_minutes')?.id ?? null,
		surveyGroups: surveyGroups(record.definition),
		surveyFiles:
			survey === undefined || survey.finishedAt === null
				? []
				: documents
						.filter(({ itemKey }) => itemKey === SURVEY_ITEM)
						.map(({ id, fileName, size }) => ({ id, name: fileName, size })),
		declaredAt: declaration?.declaredAt ?? null,
		marks: isVotingRole(seat.role),
		neighbours: neighbours.filter(({ applicationId }) => mine?.recusedFrom.includes(applicationId) !== true)
	};
}

/** A frozen dossier for a member who may open it. Refuses `not_found` and what `scoringCase` refuses. */
export async function readDossier(
	ctx: Context,
	input: { readonly councilId: string; readonly applicationId: string }
): Promise<Result<Dossier>> {
	const found = await scoringCase(ctx, ctx.app.db.read, input);
	if (!found.ok) return found;
	return ask(ctx, 'dossier.read', found.value.subject, async (read) =>
		ok(await dossierOf(found.value, read))
	);
}

/** The dossier with the member's own sheet beside it; nobody else's. */
export async function readScorePage(
	ctx: Context,
	input: { readonly councilId: string; readonly applicationId: string }
): Promise<Result<ScorePage>> {
	const found = await scoringCase(ctx, ctx.app.db.read, input);
	if (!found.ok) return found;
	return ask(ctx, 'sheet.score', found.value.subject, async (read) => {
		const { seat, one, record, sessionState } = found.value;
		if (!isVotingRole(seat.role)) return refuse('not_found');
		const [dossier, sheet] = await Promise.all([
			dossierOf(found.value, read),
			read.sheets.find(seat.memberId, one.applicationId)
		]);
		return ok({
			...dossier,
			...(sheet === undefined ? {} : { sheet }),
			open: sessionState !== 'closed' && sheet?.state !== 'submitted',
			threshold: record.rules.threshold?.value ?? null
		});
	});
}
