import { describe, expect, it } from 'vitest';
import { mayReadMetrics } from './metrics.ts';

const headers = (given: Record<string, string> = {}) => new Headers(given);

describe('who may read the figures', () => {
	it('is this machine itself, where no token is set', () => {
		for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
			expect(mayReadMetrics(headers(), address, undefined)).toBe(true);
		expect(mayReadMetrics(headers(), '10.0.0.7', undefined)).toBe(false);
		expect(mayReadMetrics(headers({ authorization: 'Bearer x' }), '10.0.0.7', undefined)).toBe(false);
	});

	it('is nobody whom a proxy of this machine passes on', () => {
		expect(mayReadMetrics(headers({ 'x-forwarded-for': '127.0.0.1' }), '127.0.0.1', undefined)).toBe(false);
	});

	it('is who shows the token, where one is set, and nobody else', () => {
		const shown = (token: string) => headers({ authorization: `Bearer ${token}` });
		expect(mayReadMetrics(shown('right'), '10.0.0.7', 'right')).toBe(true);
		expect(mayReadMetrics(shown('wrong'), '127.0.0.1', 'right')).toBe(false);
		expect(mayReadMetrics(headers(), '127.0.0.1', 'right')).toBe(false);
		expect(mayReadMetrics(headers({ authorization: 'right' }), '127.0.0.1', 'right')).toBe(false);
	});
});
