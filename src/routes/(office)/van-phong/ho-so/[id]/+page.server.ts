import { flowOf } from '#lib/domain/flow/flow.ts';
import { withCopy } from '../../../../frozen/frozen-copy.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { checkValidityShape, excellentTaskShape, itemsOfForm } from '#lib/contracts/intake/intake.ts';
import { can } from '#lib/domain/access/policy.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { checkValidity } from '#lib/server/app/intake/check-validity.ts';
import { readOfficeApplication } from '#lib/server/app/intake/read-office-application.ts';
import { recordExcellentTask } from '#lib/server/app/intake/record-excellent-task.ts';
import { frozenDossier } from '#lib/server/http/frozen-dossier.ts';
import { sayTimeline } from '#lib/server/http/say-timeline.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async (event) => {
	const { locals, params, url } = event;
	const view = valueOrError(await readOfficeApplication(locals.ctx, params.id), url);
	const {
		application,
		call,
		lot,
		definition,
		revision,
		survey,
		subject: _subject,
		organisation: _organisation,
		...rest
	} = view;
	return withCopy(event, {
		...rest,
		organisationId: application.organisationId,
		mayReview: can(locals.actor, 'organisation.review').ok,
		application: {
			id: application.id,
			code: application.code,
			title: application.title,
			state: application.state,
			version: application.version,
			submittedAt: application.submittedAt,
			requested: application.requested,
			own: application.own,
			excellentTask: application.excellentTask
		},
		call: { code: call.code, title: call.title, closesAt: call.closesAt },
		lot: { code: lot.code, title: lot.title },
		...frozenDossier(definition, revision),
		surveys: flowOf(definition).surveys,
		survey: survey === undefined ? null : { heldOn: survey.heldOn, finishedAt: survey.finishedAt },
		timeline: sayTimeline(view.timeline, 'office')
	});
};

export const actions: Actions = {
	validity: formAction(
		async (fields, { locals, params, url }) => {
			const view = valueOrError(await readOfficeApplication(locals.ctx, params.id), url);
			const items = itemsOfForm(
				fields,
				view.checklist.map(({ key }) => key)
			);
			return parseInput(checkValidityShape, { ...fields, items });
		},
		(ctx, input, { params }) => checkValidity(ctx, { ...input, applicationId: params.id }),
		{ long: true, done: ({ state }) => ({ checked: state }) }
	),
	excellent: formAction(
		excellentTaskShape,
		(ctx, input, { params }) => recordExcellentTask(ctx, { ...input, applicationId: params.id }),
		{ long: true, done: { recorded: true } }
	)
};
