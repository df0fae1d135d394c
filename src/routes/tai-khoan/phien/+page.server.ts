import type { Actions, PageServerLoad } from './$types';
import { endOtherSessions, endOwnSession, readOwnSessions } from '#lib/server/app/identity/own-sessions.ts';
import { secureCookies } from '#lib/server/http/entrance.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';
import { readSessionCookie } from '#lib/server/http/session-cookie.ts';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const token = readSessionCookie(cookies, secureCookies(locals.ctx)) ?? '';
	return valueOrError(await readOwnSessions(locals.ctx, token), url);
};

export const actions: Actions = {
	end: async ({ request, locals }) => {
		const { ref = '' } = await formFields(request);
		const ended = await endOwnSession(locals.ctx, ref);
		return ended.ok ? { done: 'one' as const, ended: 1 } : failWith(ended.refusal, {});
	},
	others: async ({ locals, cookies }) => {
		const token = readSessionCookie(cookies, secureCookies(locals.ctx)) ?? '';
		const ended = await endOtherSessions(locals.ctx, token);
		return ended.ok ? { done: 'others' as const, ended: ended.value.ended } : failWith(ended.refusal, {});
	}
};
