import type { Cookies } from '@sveltejs/kit';
import type { StartedSession } from '#lib/server/app/identity/ports.ts';
import { HALF_SECONDS } from '#lib/server/app/identity/sign-in.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { hostCookie, writeSessionCookie } from './session-cookie.ts';

const DEVICE = 'chuan_device';
const DEVICE_SECONDS = 400 * 86_400;

function isSecure(ctx: Context): boolean {
	return ctx.app.config.origin.startsWith('https:');
}

/** Hands a new session to the browser. */
export function startSession(cookies: Cookies, ctx: Context, session: StartedSession): void {
	writeSessionCookie(cookies, session.token, session.wholeSeconds, isSecure(ctx));
}

/** The secret of a browser that signed in before. */
export function readDevice(cookies: Cookies, ctx: Context): string | undefined {
	return cookies.get(hostCookie(DEVICE, isSecure(ctx)));
}

export function writeDevice(cookies: Cookies, ctx: Context, device: string): void {
	cookies.set(hostCookie(DEVICE, isSecure(ctx)), device, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure(ctx),
		maxAge: DEVICE_SECONDS
	});
}

const HALF = 'chuan_half';

/** The half of a sign-in whose second factor is awaited; for this browser alone. */
export function writeHalf(cookies: Cookies, ctx: Context, half: string): void {
	cookies.set(hostCookie(HALF, isSecure(ctx)), half, {
		...{ path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(ctx), maxAge: HALF_SECONDS }
	});
}

export function readHalfCookie(cookies: Cookies, ctx: Context): string | undefined {
	return cookies.get(hostCookie(HALF, isSecure(ctx)));
}

export function dropHalf(cookies: Cookies, ctx: Context): void {
	const secure = isSecure(ctx);
	cookies.delete(hostCookie(HALF, secure), { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

/** Whether session cookies are for https only. */
export { isSecure as secureCookies };
