import type { RequestHandler } from './$types';
import { saveTypedDecisions } from '#lib/server/app/budgets/save-typed-decisions.ts';
import { answerOperations } from '#lib/server/http/operations.ts';

export const PATCH: RequestHandler = ({ request, params, locals }) =>
	answerOperations(request, locals.ctx, (message) =>
		saveTypedDecisions(locals.ctx, { appraisalId: params.id, message })
	);
