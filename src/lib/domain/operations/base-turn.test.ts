import { describe, expect, it } from 'vitest';
import { baseIsDue, baseTurn } from './base-turn.ts';

/** 01:00 in Vietnam on the sixth. */
const TURN = new Date('2026-04-05T18:00:00.000Z');
const after = (minutes: number): Date => new Date(TURN.getTime() + minutes * 60_000);

describe('the base of the night', () => {
	it.each([
		['at its hour', after(0), TURN],
		['a moment before', new Date(TURN.getTime() - 1), new Date('2026-04-04T18:00:00.000Z')],
		['in the afternoon', after(15 * 60 + 7), TURN],
		['before midnight', after(23 * 60 - 1), TURN]
	])('was last to begin: %s', (_name, now, turn) => {
		expect(baseTurn(now, 1)).toEqual(turn);
	});

	it('is due from its hour on until one is there, also late', () => {
		const yesterday = after(-23 * 60);
		const facts = { baseHour: 1, lastSound: yesterday, lastTried: yesterday };
		expect(baseIsDue({ ...facts, now: after(-1) })).toBe(false);
		expect(baseIsDue({ ...facts, now: after(0) })).toBe(true);
		expect(baseIsDue({ ...facts, now: after(20 * 60) })).toBe(true);
		expect(baseIsDue({ ...facts, now: after(2), lastSound: after(1), lastTried: after(1) })).toBe(false);
	});

	it('is due at once where there is none, and an hour after one that failed', () => {
		expect(baseIsDue({ now: after(600), baseHour: 1, lastSound: null, lastTried: null })).toBe(true);
		const failed = { baseHour: 1, lastSound: null, lastTried: after(0) };
		expect(baseIsDue({ ...failed, now: after(59) })).toBe(false);
		expect(baseIsDue({ ...failed, now: after(60) })).toBe(true);
	});
});
