import { flowOf } from '#lib/domain/flow/flow.ts';
import type { SaveOperations } from '#lib/contracts/drafts/save-operations.ts';
import { placeApply } from '#lib/domain/drafts/place-values.ts';
import type { PlaceValues } from '#lib/domain/drafts/place-values.ts';
import { surveyGroups } from '#lib/domain/intake/survey.ts';
import { readTypedPlace, surveyPlaces, validityPlaces } from '#lib/domain/intake/typed-findings.ts';
import type { TypedPart } from '#lib/domain/intake/typed-findings.ts';
import { checklistOf } from '#lib/domain/intake/validity.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { frozenRevision } from '../cases/applications/read-frozen-copy.ts';
import type { SavedOperations } from '../drafts/ports.ts';
import { takeOperations } from '../steps/drafts/take-operations.ts';
import type { Tx } from '../ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { loadCase } from '../cases/intake/load-case.ts';
import type { OfficeCase } from '../cases/intake/load-case.ts';

/**
 * Keeps what an officer types into the validity check or the survey, place by place, until the form is saved. What
 * two officers type at one place is a conflict with the other's name. Refuses `survey_finished`, `survey_not_asked`,
 * `council_seated`, `tied_to_applicant`, `not_found`.
 */
export async function saveTypedFindings(
	ctx: Context,
	input: { readonly applicationId: string; readonly part: TypedPart; readonly message: SaveOperations }
): Promise<Result<SavedOperations<PlaceValues>>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { applicationId, part, message } = input;
	const about: AuditedObject = { type: 'application', id: applicationId };
	return transact(ctx, 'type_findings', about, async ({ tx, permit, note }) => {
		const found = await loadCase(tx, applicationId);
		if (!found.ok) return found;
		const action = part === 'survey' ? 'application.survey' : 'application.check_validity';
		const allowed = permit(action, found.value.subject);
		if (!allowed.ok) return allowed;
		const places = await (part === 'survey' ? placesOfSurvey : placesOfValidity)(ctx, tx, found.value);
		if (!places.ok) return places;

		const held = await tx.intake.holdTyped(applicationId, part);
		const state = { values: held.content };
		const taken = await takeOperations(
			tx,
			{ id: applicationId, part },
			{ revision: held.version, message, personId: person.value.personId },
			placeApply(state, (path, value) => readTypedPlace(places.value, path, value))
		);
		const { revision, outcomes } = taken;
		const savedAt = taken.changed
			? await tx.intake.saveTyped(applicationId, part, { version: revision, content: state.values })
			: null;
		if (taken.changed) note({ after: { part, version: revision, places: taken.paths } });
		return ok({ revision, savedAt, outcomes, ...(taken.behind ? { content: state.values } : {}) });
	});
}

async function placesOfSurvey(
	_ctx: Context,
	tx: Tx,
	{ application, definition }: OfficeCase
): Promise<Result<ReadonlySet<string>>> {
	if (!flowOf(definition).surveys) return refuse('survey_not_asked');
	const survey = await tx.intake.survey(application.id);
	return survey?.finishedAt ? refuse('survey_finished') : ok(surveyPlaces(surveyGroups(definition)));
}

async function placesOfValidity(
	ctx: Context,
	tx: Tx,
	{ application, call, definition, lot }: OfficeCase
): Promise<Result<ReadonlySet<string>>> {
	const councils = await tx.councils.ofCall(call.id);
	if (councils.some(({ state }) => state === 'seated')) return refuse('council_seated');
	const frozen = await frozenRevision(tx, application.revisionId, ctx.app.ids.sha256);
	if (frozen === undefined) throw new Error(`revision ${application.revisionId} is gone`);
	const fileKeys = frozen.revision.files.map(({ item }) => item);
	return ok(validityPlaces(checklistOf(definition, lot.variant, fileKeys)));
}
