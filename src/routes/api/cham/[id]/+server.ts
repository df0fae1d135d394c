import type { RequestHandler } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { atControls, saveMarksShape } from '#lib/contracts/scoring/sheet.ts';
import type { SaveMarksReply } from '#lib/contracts/scoring/sheet.ts';
import { saveMarks } from '#lib/server/app/sheets/save-marks.ts';
import { readJson } from '#lib/server/http/request-body.ts';
import { refusalJson } from '#lib/server/http/refusal-response.ts';

/** A sheet with its longest comments. */
const MOST_BYTES = 500_000;

export const PATCH: RequestHandler = async ({ locals, params, request }) => {
	const body = await readJson(request, MOST_BYTES);
	if (!body.ok) return refusalJson(body.refusal);
	const input = parseInput(saveMarksShape, body.value);
	if (!input.ok) return refusalJson(input.refusal);
	const saved = await saveMarks(locals.ctx, { ...input.value, applicationId: params.id });
	if (!saved.ok) return refusalJson(atControls(saved.refusal));
	const { version, savedAt, conflicts } = saved.value;
	return Response.json({ version, savedAt: savedAt.toISOString(), conflicts } satisfies SaveMarksReply);
};
