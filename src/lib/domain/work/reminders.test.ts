import { describe, expect, it } from 'vitest';
import { channelOf, farthest, mayRemindAt, ripe } from './reminders.ts';

const rules = [
	{ id: 'week', kind: 'finish_draft', daysBefore: 7, channel: 'mail' },
	{ id: 'day', kind: 'finish_draft', daysBefore: 1, channel: 'notice' },
	{ id: 'other', kind: 'submit_sheets', daysBefore: 7, channel: 'notice' }
] as const;
const due = new Date('2026-12-10T10:00:00Z');
const before = (ms: number): Date => new Date(due.getTime() - ms);
const DAY = 86_400_000;

describe('a reminder', () => {
	it.each([
		['too early', before(7 * DAY + 1), [], []],
		['to the millisecond', before(7 * DAY), [], ['week']],
		['not twice', before(3 * DAY), ['week'], []],
		['once more on the last day', before(DAY), ['week'], ['day']],
		['in one letter after a time without any', before(DAY / 2), [], ['week', 'day']],
		['not of what is over', due, [], []]
	])('%s', (_name, now, sent, expected) => {
		expect(ripe({ kind: 'finish_draft', due, sent }, rules, now).map(({ id }) => id)).toEqual(expected);
	});

	it('is of no other kind of work, and of none without a rule', () => {
		expect(ripe({ kind: 'open_session', due, sent: [] }, rules, before(1))).toEqual([]);
		expect(farthest(rules)).toBe(7 * DAY);
		expect(farthest([])).toBe(0);
	});

	it('leaves by mail as soon as one rule asks for mail', () => {
		const [week, day, other] = rules;
		expect(channelOf([week, day])).toBe('mail');
		expect(channelOf([day, week])).toBe('mail');
		expect(channelOf([day, other])).toBe('notice');
	});

	it('leaves by day in Vietnam', () => {
		expect(mayRemindAt(new Date('2026-12-09T23:59:59Z'))).toBe(false);
		expect(mayRemindAt(new Date('2026-12-10T00:00:00Z'))).toBe(true);
		expect(mayRemindAt(new Date('2026-12-10T12:59:59Z'))).toBe(true);
		expect(mayRemindAt(new Date('2026-12-10T13:00:00Z'))).toBe(false);
	});
});
