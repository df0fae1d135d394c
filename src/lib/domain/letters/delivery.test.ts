import { describe, expect, it } from 'vitest';
import { digestTurn } from './delivery.ts';

describe('the digest of a day', () => {
	it.each([
		['at its hour', '2026-04-06T01:00:00.000Z', '2026-04-06', '2026-04-06T01:00:00.000Z'],
		['a moment before', '2026-04-06T00:59:59.999Z', '2026-04-05', '2026-04-05T01:00:00.000Z'],
		[
			'in the afternoon, after a down-time',
			'2026-04-06T09:12:34.567Z',
			'2026-04-06',
			'2026-04-06T01:00:00.000Z'
		],
		['after midnight in Vietnam', '2026-04-06T17:30:00.000Z', '2026-04-06', '2026-04-06T01:00:00.000Z'],
		['at the turn of the year', '2026-12-31T23:00:00.000Z', '2026-12-31', '2026-12-31T01:00:00.000Z']
	])('%s', (_name, now, day, before) => {
		expect(digestTurn(new Date(now))).toEqual({ day, before: new Date(before) });
	});
});
