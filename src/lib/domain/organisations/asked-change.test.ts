import { describe, expect, it } from 'vitest';
import { papersOfChange, whyAsked } from './asked-change.ts';

const now = { name: 'Công ty TNHH Hồ tiêu Chư Sê', repName: 'Rơ Lan Hương', repTitle: 'Giám đốc' };
const quiet = { standing: 'proved', underWay: false, nameElsewhere: false } as const;

describe('a change of name or representative', () => {
	it.each([
		['name', { ...now, name: 'Công ty CP Hồ tiêu Chư Sê' }],
		['representative', { ...now, repName: 'Siu Bình' }]
	])('%s stands at once while no dossier is under way, and is asked while one is', (_what, wanted) => {
		expect(whyAsked(now, wanted, quiet)).toBeUndefined();
		expect(whyAsked(now, wanted, { ...quiet, underWay: true })).toBe('under_way');
		expect(whyAsked(now, wanted, { ...quiet, standing: 'claimed', underWay: true })).toBe('under_way');
	});

	it('of the position alone stands at once', () => {
		const wanted = { ...now, repTitle: 'Tổng giám đốc' };
		expect(
			whyAsked(now, wanted, { standing: 'proved', underWay: true, nameElsewhere: true })
		).toBeUndefined();
	});

	it('to a name that another organisation bears is asked of one that is proved', () => {
		const wanted = { ...now, name: 'Công ty CP Mía đường Ayun' };
		expect(whyAsked(now, wanted, { ...quiet, nameElsewhere: true })).toBe('name_elsewhere');
		expect(whyAsked(now, wanted, { ...quiet, standing: 'claimed', nameElsewhere: true })).toBeUndefined();
	});

	it('of the representative alone does not ask because of a name that was always shared', () => {
		expect(whyAsked(now, { ...now, repName: 'Siu Bình' }, { ...quiet, nameElsewhere: true })).toBeUndefined();
	});
});

describe('papers of a change that waits', () => {
	const at = (hour: number) => ({ uploadedAt: new Date(Date.UTC(2026, 10, 26, hour)) });

	it('are those brought since it was asked for; those of before stand apart', () => {
		const [early, same, late] = [at(8), at(9), at(10)];
		expect(papersOfChange([early, same, late], at(9).uploadedAt)).toEqual({
			brought: [same, late],
			before: [early]
		});
	});
});
