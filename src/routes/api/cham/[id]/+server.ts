import type { RequestHandler } from './$types';
import { saveTypedMarks } from '#lib/server/app/sheets/save-typed-marks.ts';
import { answerOperations } from '#lib/server/http/operations.ts';

export const PATCH: RequestHandler = ({ request, params, url, locals }) =>
	answerOperations(request, locals.ctx, (message) => {
		const councilId = url.searchParams.get('hoi-dong') ?? '';
		return saveTypedMarks(locals.ctx, { councilId, applicationId: params.id, message });
	});
