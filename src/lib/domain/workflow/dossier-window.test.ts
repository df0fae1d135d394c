import { describe, expect, it } from 'vitest';
import { windowProblems } from './dossier-window.ts';

const HOUR = 3_600_000;
const closesAt = new Date('2026-12-10T10:00:00Z');
const call = { state: 'published', opensAt: new Date('2026-10-01T01:00:00Z'), closesAt } as const;
const at = (hours: number) => new Date(closesAt.getTime() + hours * HOUR);
const none = { ownClosesAt: null };
const codes = (...asked: Parameters<typeof windowProblems>) =>
	windowProblems(...asked).map(({ code, field }) => [code, field]);

describe('a window for one dossier', () => {
	it('is given before and after the end of the call, until the call is opened', () => {
		expect(codes(call, [none], at(5), at(-1))).toEqual([]);
		expect(codes(call, [none], at(5), at(2))).toEqual([]);
	});
	it.each(['draft', 'opened', 'selecting', 'concluded', 'cancelled'] as const)(
		'is not given in a call that is %s',
		(state) => {
			expect(codes({ ...call, state }, [none], at(5), at(2))).toEqual([['call_change_forbidden', undefined]]);
		}
	);
	it('ends later than now', () => {
		expect(codes(call, [none], at(2), at(2))).toEqual([['dossier_window_past', 'until']]);
	});
	it.each([
		['the end of the call', none, 0],
		['the window that it has', { ownClosesAt: at(5) }, 5]
	])('ends later than %s', (_what, dossier, hours) => {
		expect(codes(call, [none, dossier], at(hours), at(-1))).toEqual([['dossier_window_not_later', 'until']]);
		expect(codes(call, [none, dossier], at(hours + 1), at(-1))).toEqual([]);
	});
});
