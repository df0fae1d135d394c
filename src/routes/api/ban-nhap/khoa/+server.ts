import type { RequestHandler } from './$types';
import { giveDraftKey } from '#lib/server/app/drafts/give-draft-key.ts';
import { refusalJson } from '#lib/server/http/refusal-response.ts';

export const POST: RequestHandler = async ({ locals }) => {
	const key = await giveDraftKey(locals.ctx);
	return key.ok ? Response.json({ key: key.value }) : refusalJson(key.refusal);
};
