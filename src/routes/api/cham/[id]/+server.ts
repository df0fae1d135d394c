import type { RequestHandler } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { atControls, saveMarksShape } from '#lib/contracts/scoring/sheet.ts';
import type { SaveMarksReply } from '#lib/contracts/scoring/sheet.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { saveMarks } from '#lib/server/app/sheets/save-marks.ts';
import { refusalJson } from '#lib/server/http/refusal-response.ts';

export const PATCH: RequestHandler = async ({ locals, params, request }) => {
	let body: unknown;
	try {
		body = await request.json();
	} catch {
		// Not JSON at all: told as any other input of a wrong shape.
		return refusalJson(refuse('input_wrong_type').refusal);
	}
	const input = parseInput(saveMarksShape, body);
	if (!input.ok) return refusalJson(input.refusal);
	const saved = await saveMarks(locals.ctx, { ...input.value, applicationId: params.id });
	if (!saved.ok) return refusalJson(atControls(saved.refusal));
	const { version, savedAt, conflicts } = saved.value;
	return Response.json({ version, savedAt: savedAt.toISOString(), conflicts } satisfies SaveMarksReply);
};
