import type { Cookies } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { endOtherSessions, endOwnSession, readOwnSessions } from '#lib/server/app/identity/own-sessions.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { secureCookies } from '#lib/server/http/entrance.ts';
import { readSessionCookie } from '#lib/server/http/session-cookie.ts';
import { buttonAction, formAction, nothing } from '#lib/server/http/form-action.ts';
import { hiddenFields } from '#lib/server/http/hidden-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	return valueOrError(await readOwnSessions(locals.ctx, tokenIn(locals.ctx, cookies)), url);
};

function tokenIn(ctx: Context, cookies: Cookies): string {
	return readSessionCookie(cookies, secureCookies(ctx)) ?? '';
}

export const actions: Actions = {
	end: formAction(hiddenFields('ref'), (ctx, { ref }) => endOwnSession(ctx, ref), {
		typed: nothing,
		done: { done: 'one', ended: 1 }
	}),
	others: buttonAction((ctx, { cookies }) => endOtherSessions(ctx, tokenIn(ctx, cookies)), {
		done: ({ ended }) => ({ done: 'others', ended })
	})
};
