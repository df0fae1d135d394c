import { describe, expect, it } from 'vitest';
import { opensAtOtherHour } from './session-hour.ts';

const CALLED = new Date('2026-11-30T14:00:00+07:00');

describe('a session that opens at another hour than its members were called to', () => {
	it.each([
		['2026-11-30T14:00:00+07:00', false],
		['2026-11-30T13:00:00+07:00', false],
		['2026-11-30T12:59:59+07:00', true],
		['2026-11-30T15:00:00+07:00', false],
		['2026-11-30T15:00:01+07:00', true],
		['2026-11-29T14:00:00+07:00', true]
	])('opening at %s: %s', (now, other) => {
		expect(opensAtOtherHour(CALLED, new Date(now))).toBe(other);
	});

	it('is one that was called for no hour', () => {
		expect(opensAtOtherHour(null, CALLED)).toBe(true);
	});
});
