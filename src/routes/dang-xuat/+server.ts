import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { signOut } from '#lib/server/app/identity/sign-out.ts';
import { secureCookies } from '#lib/server/http/entrance.ts';
import { clearSessionCookie, readSessionCookie } from '#lib/server/http/session-cookie.ts';

export const POST: RequestHandler = async ({ locals, cookies, setHeaders }) => {
	const token = readSessionCookie(cookies, secureCookies(locals.ctx));
	if (token !== undefined) await signOut(locals.ctx, token);
	clearSessionCookie(cookies, secureCookies(locals.ctx));
	// Pages of this person go from the browser's cache; never "storage", where the words of others wait.
	setHeaders({ 'clear-site-data': '"cache"' });
	redirect(303, localizeHref('/dang-nhap?xong=dang-xuat'));
};
