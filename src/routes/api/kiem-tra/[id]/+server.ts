import type { RequestHandler } from './$types';
import { saveTypedFindings } from '#lib/server/app/intake/save-typed-findings.ts';
import { answerOperations } from '#lib/server/http/operations.ts';

export const PATCH: RequestHandler = ({ request, params, locals }) =>
	answerOperations(request, locals.ctx, (message) =>
		saveTypedFindings(locals.ctx, { applicationId: params.id, part: 'validity', message })
	);
