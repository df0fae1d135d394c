import type { RequestHandler } from './$types';
import { saveTypedAnswers } from '#lib/server/app/applications/save-typed-answers.ts';
import { answerOperations } from '#lib/server/http/operations.ts';

export const PATCH: RequestHandler = ({ request, params, locals }) =>
	answerOperations(request, locals.ctx, (message) =>
		saveTypedAnswers(locals.ctx, { id: params.id, sectionKey: params.section, message })
	);
