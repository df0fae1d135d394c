import { describe, expect, it } from 'vitest';
import { whyAsked } from './asked-change.ts';

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
