import { describe, expect, it } from 'vitest';
import { deadlineOf, mayEdit, mayReplace, withinOwnWindow, withinWindow } from './application-window.ts';
import type { CallWindow } from './application-window.ts';

const opensAt = new Date('2026-10-01T01:00:00Z');
const closesAt = new Date('2026-12-10T10:00:00Z');
const inside = new Date('2026-11-01T00:00:00Z');
const open: CallWindow = { state: 'published', opensAt, closesAt };
const before = (instant: Date) => new Date(instant.getTime() - 1);

describe('the window of a call', () => {
	it('is half-open: the last millisecond counts, the end itself does not', () => {
		expect(withinWindow(open, before(closesAt)).ok).toBe(true);
		expect(withinWindow(open, closesAt)).toMatchObject({ refusal: { code: 'window_closed' } });
		expect(withinWindow(open, opensAt).ok).toBe(true);
		expect(withinWindow(open, before(opensAt))).toMatchObject({ refusal: { code: 'window_not_open' } });
	});
	it.each([
		['draft', 'window_not_open'],
		['opened', 'window_closed'],
		['cancelled', 'window_closed']
	] as const)('is not there for a call that is %s', (state, code) => {
		expect(withinWindow({ ...open, state }, inside)).toMatchObject({ refusal: { code } });
	});
});

describe('editing', () => {
	it('takes drafts and dossiers that are being replaced', () => {
		expect(mayEdit({ state: 'draft', replacing: false, ownClosesAt: null }, open, inside).ok).toBe(true);
		expect(mayEdit({ state: 'submitted', replacing: true, ownClosesAt: null }, open, inside).ok).toBe(true);
	});
	it.each(['submitted', 'withdrawn', 'valid', 'approved'] as const)('refuses one that is %s', (state) => {
		expect(mayEdit({ state, replacing: false, ownClosesAt: null }, open, inside)).toMatchObject({
			refusal: { code: 'application_frozen' }
		});
	});
	it('ends with the window', () => {
		expect(mayEdit({ state: 'submitted', replacing: true, ownClosesAt: null }, open, closesAt)).toMatchObject(
			{
				refusal: { code: 'window_closed' }
			}
		);
	});
});

describe('replacing', () => {
	it('starts from a submitted dossier, once, until the deadline', () => {
		expect(mayReplace({ state: 'submitted', replacing: false, ownClosesAt: null }, open, inside).ok).toBe(
			true
		);
		expect(
			mayReplace({ state: 'submitted', replacing: true, ownClosesAt: null }, open, inside)
		).toMatchObject({
			refusal: { code: 'already_replacing' }
		});
		expect(mayReplace({ state: 'draft', replacing: false, ownClosesAt: null }, open, inside)).toMatchObject({
			refusal: { code: 'state_forbids' }
		});
		expect(
			mayReplace({ state: 'submitted', replacing: false, ownClosesAt: null }, open, closesAt)
		).toMatchObject({
			refusal: { code: 'window_closed' }
		});
	});
});

describe('a window of its own', () => {
	const later = new Date(closesAt.getTime() + 3_600_000);
	const own = { state: 'draft', replacing: false, ownClosesAt: later } as const;
	it('lets one dossier be written, replaced and withdrawn beyond the end of the call, and not beyond its own', () => {
		expect(mayEdit(own, open, closesAt).ok).toBe(true);
		expect(mayReplace({ ...own, state: 'submitted' }, open, closesAt).ok).toBe(true);
		expect(withinOwnWindow(own, open, before(later)).ok).toBe(true);
		for (const ended of [
			mayEdit(own, open, later),
			mayReplace({ ...own, state: 'submitted' }, open, later),
			withinOwnWindow(own, open, later)
		])
			expect(ended).toMatchObject({ refusal: { code: 'window_closed' } });
	});
	it('ends with the opening of the call, whatever it says', () => {
		expect(mayEdit(own, { ...open, state: 'opened' }, closesAt)).toMatchObject({
			refusal: { code: 'window_closed' }
		});
	});
	it('takes nothing from a dossier whose call was extended further', () => {
		expect(deadlineOf({ ownClosesAt: inside }, open)).toEqual(closesAt);
		expect(deadlineOf({ ownClosesAt: null }, open)).toEqual(closesAt);
		expect(deadlineOf(own, open)).toEqual(later);
	});
});
