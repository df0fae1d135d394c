import type { Cookies } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import {
	clearSessionCookie,
	hasSessionCookie,
	readSessionCookie,
	writeSessionCookie
} from './session-cookie.ts';

/** A browser's cookies, as far as a name and its flags go. */
function jar(held: Record<string, string> = {}) {
	const flags: Record<string, { secure?: boolean; domain?: string; path: string }> = {};
	const cookies = {
		get: (name: string) => held[name],
		set(name: string, value: string, options: { secure?: boolean; path: string }) {
			held[name] = value;
			flags[name] = options;
		},
		delete(name: string) {
			Reflect.deleteProperty(held, name);
		}
	} as unknown as Cookies;
	return { held, flags, cookies };
}

const HOUR = 3600;

describe('the cookie of a session', () => {
	it('belongs to this host alone over https', () => {
		const { held, flags, cookies } = jar();
		writeSessionCookie(cookies, 'token', HOUR, true);
		expect(Object.keys(held)).toEqual(['__Host-chuan_session']);
		expect(flags['__Host-chuan_session']).toMatchObject({
			secure: true,
			path: '/',
			httpOnly: true,
			maxAge: HOUR
		});
		expect(flags['__Host-chuan_session']?.domain).toBeUndefined();
		expect(readSessionCookie(cookies, true)).toBe('token');
		clearSessionCookie(cookies, true);
		expect(held).toEqual({});
	});

	it('of a plain name, which a neighbouring host could set, opens nothing over https', () => {
		const { cookies } = jar({ chuan_session: 'planted' });
		expect(readSessionCookie(cookies, true)).toBeUndefined();
		expect(hasSessionCookie(cookies)).toBe(true);
	});

	it('keeps its plain name on a machine of one’s own', () => {
		const { held, cookies } = jar();
		writeSessionCookie(cookies, 'token', HOUR, false);
		expect(held).toEqual({ chuan_session: 'token' });
	});
});
