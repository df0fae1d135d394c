import { describe, expect, it } from 'vitest';
import { FREE_ATTEMPTS, pauseAfter } from './sign-in-pace.ts';

describe('the pace of signing in', () => {
	it('lets a few slips pass, then doubles, and stops growing at a quarter of an hour', () => {
		expect([0, 1, FREE_ATTEMPTS - 1].map(pauseAfter)).toEqual([0, 0, 0]);
		expect([5, 6, 7, 12, 13, 14, 15, 1000].map(pauseAfter)).toEqual([2, 4, 8, 256, 512, 900, 900, 900]);
	});
});
