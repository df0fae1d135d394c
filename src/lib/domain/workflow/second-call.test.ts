import { describe, expect, it } from 'vitest';
import { calendarDate } from '#lib/domain/shared/period.ts';
import type { ApplicationState } from './application.ts';
import type { CallState } from './call.ts';
import { inTimeForSecondCall, lotsOfSecondCall } from './second-call.ts';
import type { FirstCall } from './second-call.ts';

const at = (text: string) => new Date(`${text}:00+07:00`);
const said = (result: { ok: true; value: unknown } | { ok: false; refusal: { code: string } }) =>
	result.ok ? result.value : result.refusal.code;

describe('the time of a second announcement', () => {
	const rule = { secondCall: { value: { months: 6 }, citation: 'TT 20/2023/TT-BKHCN, Điều 3.3' } };

	it('is so many months from the first publication, its last day included', () => {
		const on = (day: string) => said(inTimeForSecondCall(at('2026-08-31T09:00'), rule, calendarDate(day)));
		expect(on('2027-02-28')).toBe(true);
		expect(on('2027-03-01')).toBe('call_again_late');
	});

	it('is none where the rules know none', () => {
		expect(said(inTimeForSecondCall(at('2026-08-31T09:00'), {}, calendarDate('2026-09-01')))).toBe(
			'call_again_none'
		);
	});
});

describe('the tasks of a second announcement', () => {
	const first: FirstCall = {
		state: 'opened',
		opensAt: at('2026-08-01T08:00'),
		closesAt: at('2026-09-01T17:00'),
		publishedAt: at('2026-08-01T08:00'),
		againOf: null
	};
	const lots = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
	const asked = (
		states: readonly (readonly [string, ApplicationState])[],
		{
			listsTasks = true,
			now = at('2026-10-01T08:00'),
			...call
		}: Partial<FirstCall> & {
			listsTasks?: boolean;
			now?: Date;
		} = {}
	) => {
		const dossiers = states.map(([lotId, state]) => ({ lotId, state }));
		const result = lotsOfSecondCall({ ...first, ...call }, lots, dossiers, { listsTasks, now });
		return result.ok ? result.value.map(({ id }) => id).join('') : result.refusal.code;
	};

	it('are those without a valid dossier, whatever became of the others', () => {
		expect(asked([])).toBe('abc');
		expect(
			asked([
				['a', 'invalid'],
				['b', 'withdrawn'],
				['c', 'draft']
			])
		).toBe('abc');
		for (const state of ['valid', 'in_review', 'reserve', 'recommended', 'in_appraisal', 'approved'] as const)
			expect(asked([['b', state]]), state).toBe('ac');
		expect(
			asked([
				['a', 'valid'],
				['b', 'valid'],
				['c', 'valid']
			])
		).toBe('call_again_enough');
	});

	it('wait for the end of the window and for the opening of what was submitted', () => {
		expect(asked([], { now: new Date(first.closesAt.getTime() - 1) })).toBe('call_again_open');
		expect(asked([], { now: first.closesAt })).toBe('abc');
		expect(asked([['a', 'submitted']], { state: 'published' })).toBe('call_again_unopened');
	});

	it('are all of a call that was cancelled, and none of a second announcement', () => {
		const state: CallState = 'cancelled';
		expect(asked([['a', 'submitted']], { state, now: first.opensAt })).toBe('abc');
		expect(asked([], { againOf: 'x' })).toBe('call_again_twice');
	});

	it('is the one of a programme without a list, where the officer says whether there were too few', () => {
		expect(asked([['a', 'valid']], { listsTasks: false })).toBe('abc');
	});
});
