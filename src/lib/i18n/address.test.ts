import { describe, expect, it } from 'vitest';
import { localeOfPath, withoutLocale } from './address.ts';

describe('the language of an address', () => {
	it.each([
		['/', 'vi', '/'],
		['/en', 'en', '/'],
		['/en/', 'en', '/'],
		['/en/ho-so/moi', 'en', '/ho-so/moi'],
		['/ho-so', 'vi', '/ho-so'],
		['/energy', 'vi', '/energy'],
		['/vi/ho-so', 'vi', '/vi/ho-so'],
		['/en/en', 'en', '/en']
	] as const)('of %s is %s, and the routes know it as %s', (pathname, locale, route) => {
		expect(localeOfPath(pathname)).toBe(locale);
		expect(withoutLocale(pathname)).toBe(route);
	});
});
