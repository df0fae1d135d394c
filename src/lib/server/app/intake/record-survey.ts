import { UNDER_JUDGEMENT } from '#lib/domain/flow/council-stage.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { checkSurvey, surveyGroups } from '#lib/domain/intake/survey.ts';
import type { SurveyAsTyped } from '#lib/domain/intake/survey.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { issueSurveyMinutes } from '../records/issue-survey-minutes.ts';
import { issueVerb } from '../records/issue-verb.ts';
import { loadCase } from '../cases/intake/load-case.ts';

export interface RecordSurveyInput extends SurveyAsTyped {
	readonly applicationId: string;
	/** Version of the minutes that was seen; 0 (or absent) when there were none. */
	readonly version?: number;
}

/**
 * Saves the site survey as a draft, or finishes it: finished minutes are frozen and shown to the council.
 * For programmes that survey, from validity to the session. Refuses `survey_not_asked`, `survey_finished`,
 * `survey_wrong` (with every problem), `session_in_progress`, `state_forbids`, `stale_version`,
 * `tied_to_applicant`, `not_found`.
 */
export async function recordSurvey(
	ctx: Context,
	input: RecordSurveyInput
): Promise<Result<{ readonly version: number; readonly finished: boolean }>> {
	const object: AuditedObject = { type: 'application', id: input.applicationId };
	const act = input.finish ? issueVerb : transact;
	return act(ctx, 'record_survey', object, async ({ tx, permit, note }) => {
		const found = await loadCase(tx, input.applicationId);
		if (!found.ok) return found;
		const { application, call, definition, subject } = found.value;
		const allowed = permit('application.survey', subject);
		if (!allowed.ok) return allowed;
		if (!flowOf(definition).surveys) return refuse('survey_not_asked');
		const { state } = application;
		if (state !== 'valid' && !UNDER_JUDGEMENT.includes(state)) {
			return refuse('state_forbids', { params: { state, event: 'record_survey' } });
		}
		const session = await tx.intake.sessionState(application.lotId);
		if (session !== undefined && session !== 'planned') return refuse('session_in_progress');
		const before = await tx.intake.survey(application.id);
		if (before?.finishedAt) return refuse('survey_finished');

		const now = await tx.clock.now();
		const groups = surveyGroups(definition);
		const checked = checkSurvey(input, { groups, openedAt: call.openedAt ?? call.closesAt, now });
		if (!checked.ok) return checked;
		const { finish, heldOn, participants, findings, conclusion } = checked.value;
		const seen = input.version ?? 0;
		const row = {
			applicationId: application.id,
			heldOn,
			participants,
			findings,
			conclusion,
			recordedBy: actorId(ctx.actor),
			recordedAt: now,
			finishedAt: finish ? now : null
		};
		if (!(await tx.intake.saveSurvey(row, seen))) return refuse('stale_version');
		await tx.intake.clearTyped(application.id, 'survey');
		if (finish) {
			await issueSurveyMinutes(tx, ctx, found.value, checked.value, groups);
			await tx.timeline.append({
				applicationId: application.id,
				kind: 'survey_finished',
				audience: 'both',
				params: { heldOn }
			});
		}
		note({ before, after: { heldOn, participants, findings, conclusion, finished: finish } });
		return ok({ version: seen + 1, finished: finish });
	});
}
