import { describe, expect, it } from 'vitest';
import { moneyLeft, nextInReserve, standingOf } from './after-selection.ts';
import type { SelectedDossier } from './after-selection.ts';

const dossier = (code: string, more: Partial<SelectedDossier> = {}): SelectedDossier => ({
	applicationId: code,
	code,
	lotId: 'map',
	outcome: 'recommended',
	state: 'in_appraisal',
	requested: 100n,
	approved: null,
	...more
});
const reserve = (code: string, more: Partial<SelectedDossier> = {}) =>
	dossier(code, { outcome: 'reserve', state: 'reserve', ...more });
const envelope = 400n;
const next = (dossiers: readonly SelectedDossier[], perLot: number | null = null) => {
	const found = nextInReserve(dossiers, { envelope, perLot });
	return found.ok ? found.value.code : [found.refusal.code, found.refusal.params];
};

describe('after a selection', () => {
	it('counts what was approved, and of the others what they asked for', () => {
		const dossiers = [
			dossier('1', { state: 'approved', requested: 180n, approved: 150n }),
			dossier('2', { requested: 100n }),
			dossier('3', { state: 'withdrawn', requested: 90n, approved: null }),
			reserve('4', { requested: 70n })
		];
		expect(moneyLeft(dossiers, envelope)).toBe(150n);
	});

	it.each([
		['in_appraisal', 'recommended', 'holds'],
		['approved', 'reserve', 'holds'],
		['reserve', 'reserve', 'waits'],
		['withdrawn', 'recommended', 'fell'],
		['rejected', 'reserve', 'fell'],
		['withdrawn', 'not_recommended', 'out'],
		['not_recommended', 'not_recommended', 'out']
	] as const)('one that is %s and was closed as %s %s', (state, outcome, standing) => {
		expect(standingOf({ state, outcome })).toBe(standing);
	});

	it.each(['withdrawn', 'rejected'] as const)('the first in reserve moves up for one that is %s', (state) => {
		expect(next([dossier('1', { state }), reserve('2'), reserve('3')])).toBe('2');
	});

	it('nobody moves up while all that was chosen stands, nor for one that was not chosen', () => {
		expect(next([dossier('1'), reserve('2')])).toEqual(['reserve_nobody_fell', undefined]);
		const other = dossier('3', { outcome: 'not_recommended', state: 'not_recommended' });
		expect(next([dossier('1'), reserve('2'), other])).toEqual(['reserve_nobody_fell', undefined]);
	});

	it('nobody is left once all have moved up', () => {
		const up = reserve('2', { state: 'in_appraisal' });
		expect(next([dossier('1', { state: 'withdrawn' }), up])).toEqual(['reserve_none', undefined]);
		expect(next([dossier('1', { state: 'withdrawn' })])).toEqual(['reserve_none', undefined]);
	});

	it('exactly the money that is left is enough, and one đồng more is not; nobody behind is taken instead', () => {
		const dossiers = (asked: bigint) => [
			dossier('1', { state: 'withdrawn' }),
			dossier('2', { requested: 250n }),
			reserve('3', { requested: asked }),
			reserve('4', { requested: 10n })
		];
		expect(next(dossiers(150n))).toBe('3');
		expect(next(dossiers(151n))).toEqual(['reserve_over_envelope', { code: '3', short: '1' }]);
	});

	it('one of a task that has its own already waits, and one of a task that lost its own moves up', () => {
		const dossiers = [
			dossier('1', { lotId: 'a', requested: 50n }),
			dossier('2', { lotId: 'b', state: 'withdrawn' }),
			reserve('3', { lotId: 'a' }),
			reserve('4', { lotId: 'b' })
		];
		expect(next(dossiers, 1)).toBe('4');
		expect(next(dossiers)).toBe('3');
	});
});
