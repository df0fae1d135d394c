import type { RequestHandler } from './$types';
import { saveAnswersShape } from '#lib/contracts/applications/save-answers.ts';
import type { SaveAnswersReply } from '#lib/contracts/applications/save-answers.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import type { Patch } from '#lib/domain/definitions/answers.ts';
import { saveAnswers } from '#lib/server/app/applications/save-answers.ts';
import { readJson } from '#lib/server/http/request-body.ts';
import { refusalJson, sayProblems } from '#lib/server/http/refusal-response.ts';

/** A person types for a long while before this is full. */
const MOST_BYTES = 1_000_000;

export const PATCH: RequestHandler = async ({ request, params, locals }) => {
	const body = await readJson(request, MOST_BYTES);
	if (!body.ok) return refusalJson(body.refusal);
	const input = parseInput(saveAnswersShape, body.value);
	if (!input.ok) return refusalJson(input.refusal);
	const saved = await saveAnswers(locals.ctx, {
		id: params.id,
		sectionKey: params.section,
		patches: input.value.patches as Patch[]
	});
	if (!saved.ok) return refusalJson(saved.refusal);
	const { version, savedAt, applied, conflicts, refused, values } = saved.value;
	const reply: SaveAnswersReply = {
		version,
		savedAt: savedAt?.toISOString() ?? null,
		applied,
		conflicts,
		problems: refused.flatMap(sayProblems),
		...(values === undefined ? {} : { values })
	};
	return Response.json(reply, { status: conflicts.length > 0 ? 409 : refused.length > 0 ? 422 : 200 });
};
