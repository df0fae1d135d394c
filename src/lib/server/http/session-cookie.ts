import type { Cookies } from '@sveltejs/kit';

/**
 * Over https the name carries `__Host-`: a browser then takes the cookie from this very host only, over https, for the
 * whole of it. A plain http origin, as on a machine of one's own, cannot set such a cookie.
 */
export function hostCookie(name: string, secure: boolean): string {
	return secure ? `__Host-${name}` : name;
}

const NAME = 'chuan_session';

export function readSessionCookie(cookies: Cookies, secure: boolean): string | undefined {
	return cookies.get(hostCookie(NAME, secure));
}

/** Whether the browser carries a session of either name, without asking which of them counts. */
export function hasSessionCookie(cookies: Cookies): boolean {
	return [true, false].some((secure) => readSessionCookie(cookies, secure) !== undefined);
}

/** Lax, so that a link in a mail opens signed in; state-changing requests are checked by origin. */
export function writeSessionCookie(
	cookies: Cookies,
	token: string,
	wholeSeconds: number,
	secure: boolean
): void {
	cookies.set(hostCookie(NAME, secure), token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure,
		// A span, not an instant: the clock of the browser may be wrong.
		maxAge: wholeSeconds
	});
}

export function clearSessionCookie(cookies: Cookies, secure: boolean): void {
	cookies.delete(hostCookie(NAME, secure), { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
