import type { Cookies } from '@sveltejs/kit';

const NAME = 'chuan_session';

export function readSessionCookie(cookies: Cookies): string | undefined {
	return cookies.get(NAME);
}

/** Lax, so that a link in a mail opens signed in; state-changing requests are checked by origin. */
export function writeSessionCookie(cookies: Cookies, token: string, expiresAt: Date, secure: boolean): void {
	cookies.set(NAME, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires: expiresAt });
}

export function clearSessionCookie(cookies: Cookies, secure: boolean): void {
	cookies.delete(NAME, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
