import { flowOf } from '#lib/domain/flow/flow.ts';
import type { Actions, PageServerLoad } from './$types';
import { findingsOfForm, recordSurveyShape } from '#lib/contracts/intake/intake.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { rowsOf } from '#lib/domain/definitions/stored-value.ts';
import { checkSurvey } from '#lib/domain/intake/survey.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import { readOfficeApplication } from '#lib/server/app/intake/read-office-application.ts';
import type { OfficeApplication } from '#lib/server/app/intake/read-office-application.ts';
import { recordSurvey } from '#lib/server/app/intake/record-survey.ts';
import { attachDocument } from '#lib/server/app/uploads/attach-document.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { frozenDossier } from '#lib/server/http/frozen-dossier.ts';
import { longFormFields } from '#lib/server/http/form-fields.ts';
import { questionOfSurvey } from '#lib/server/http/questions/office.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';
import { fileAction } from '#lib/server/http/form-action.ts';

/** What the enterprise declared, in the table whose rows are the groups of the minutes. */
function declaredGroups({ definition, revision }: OfficeApplication) {
	const [sectionKey, fieldKey] = flowOf(definition).surveyGroups ?? ['', ''];
	const section = frozenDossier(definition, revision).sections.find(({ key }) => key === sectionKey);
	const field = section?.fields.find(({ key }) => key === fieldKey);
	if (section === undefined || field?.kind !== 'table') return null;
	return { field, rows: rowsOf(section.values[fieldKey]), computed: section.computed.tables[fieldKey] };
}

type Event = Parameters<Actions[string]>[0];

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readOfficeApplication(locals.ctx, params.id), url);
	if (!flowOf(view.definition).surveys) valueOrError(refuse('not_found'), url);
	return {
		application: {
			id: view.application.id,
			code: view.application.code,
			title: view.application.title
		},
		organisation: view.revision.organisation['name'] ?? '',
		groups: view.surveyGroups,
		declared: declaredGroups(view),
		survey: view.survey ?? null,
		typed: view.typed.survey ?? null,
		files: view.surveyFiles.map(({ id, fileName, size, sha256 }) => ({ id, name: fileName, size, sha256 })),
		openedAt: view.call.openedAt,
		may: view.may.survey,
		now: view.now
	};
};

async function record(event: Event, finish: boolean) {
	const { request, locals, params, url } = event;
	const fields = await longFormFields(request);
	const id = params['id'] ?? '';
	const view = valueOrError(await readOfficeApplication(locals.ctx, id), url);
	const findings = findingsOfForm(
		fields,
		view.surveyGroups.map(({ key }) => key)
	);
	const input = parseInput(recordSurveyShape, { ...fields, findings });
	if (finish && input.ok && view.may.survey && view.call.openedAt) {
		const facts = { groups: view.surveyGroups, openedAt: view.call.openedAt, now: view.now };
		const whole = checkSurvey({ ...input.value, finish: true }, facts).ok;
		const question = whole ? questionOfSurvey({ code: view.application.code ?? '' }, fields) : undefined;
		if (question !== undefined) {
			// The question may be left as it stands: what it is about is kept before it is asked.
			const kept = await recordSurvey(locals.ctx, { ...input.value, applicationId: id, finish: false });
			if (!kept.ok) return failWith(kept.refusal, fields);
			return askFirst(url, { ...fields, version: String(kept.value.version) }, question);
		}
	}
	const saved = input.ok
		? await recordSurvey(locals.ctx, { ...input.value, applicationId: id, finish })
		: input;
	return saved.ok ? { saved: true, finished: finish } : failWith(saved.refusal, fields);
}

export const actions: Actions = {
	save: (event) => record(event, false),
	finish: (event) => record(event, true),
	upload: fileAction(
		(ctx, { fileName, bytes }, { params }) =>
			attachDocument(ctx, { applicationId: params.id, itemKey: SURVEY_ITEM, fileName, bytes }),
		{ done: { uploaded: true } }
	)
};
