import type { RequestHandler } from './$types';
import { saveTypedLines } from '#lib/server/app/budgets/save-typed-lines.ts';
import { answerOperations } from '#lib/server/http/operations.ts';

export const PATCH: RequestHandler = ({ request, params, locals }) =>
	answerOperations(request, locals.ctx, (message) =>
		saveTypedLines(locals.ctx, { applicationId: params.id, message })
	);
