import { describe, expect, it } from 'vitest';
import { OFFICIAL_CALENDAR } from '#lib/domain/rules/official-calendar.ts';
import { shortNotice } from './session-notice.ts';

const citation = 'TT 20/2023/TT-BKHCN, Điều 9';
const rules = { timeLimits: { value: { documents_to_members: { workingDays: 7 } }, citation, verify: true } };
// A Monday, 10:00 in Vietnam.
const plannedAt = new Date('2026-12-07T03:00:00Z');
const notice = (scheduledAt: string, given: typeof rules | object = rules) =>
	shortNotice({ plannedAt, scheduledAt: new Date(scheduledAt) }, given, OFFICIAL_CALENDAR);

describe('a session and the documents of its members', () => {
	it('is in time on the seventh working day after the planning, and later', () => {
		expect(notice('2026-12-16T01:00:00Z')).toBeNull();
		expect(notice('2027-01-20T01:00:00Z')).toBeNull();
	});
	it('is warned of one day before, with the first day that would do', () => {
		expect(notice('2026-12-15T01:00:00Z')).toEqual({
			given: 6,
			needed: 7,
			unit: 'working_days',
			earliest: '2026-12-16',
			citation,
			verify: true,
			provisional: false
		});
	});
	it('calls the first day provisional where it falls into a year whose days off are not known', () => {
		const dates = {
			plannedAt: new Date('2027-12-27T01:00:00Z'),
			scheduledAt: new Date('2027-12-30T01:00:00Z')
		};
		const limits = { timeLimits: { value: { documents_to_members: { workingDays: 7 } }, citation } };
		expect(shortNotice(dates, limits, OFFICIAL_CALENDAR)).toMatchObject({
			earliest: '2028-01-05',
			provisional: true
		});
	});
	it('counts no weekend', () => {
		expect(notice('2026-12-13T01:00:00Z')).toMatchObject({ given: 4 });
	});
	it('counts calendar days where the rule does, and says nothing where there is no rule', () => {
		const days = { timeLimits: { value: { documents_to_members: { days: 5 } }, citation } };
		expect(notice('2026-12-10T01:00:00Z', days)).toMatchObject({ given: 3, needed: 5, unit: 'days' });
		expect(notice('2026-12-08T01:00:00Z', {})).toBeNull();
		expect(notice('2026-12-08T01:00:00Z', { timeLimits: { value: {}, citation } })).toBeNull();
	});
});
