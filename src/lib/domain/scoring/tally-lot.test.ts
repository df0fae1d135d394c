import { describe, expect, it } from 'vitest';
import { tallyLot } from './tally-lot.ts';
import type { LotFacts, LotSheet } from './tally-lot.ts';

const rubric = {
	criteria: [{ key: 'whole', label: { vi: 'Chung' }, scale: { kind: 'points' as const, max: 100 } }]
};
const members = ['m1', 'm2', 'm3', 'm4'].map((memberId) => ({ memberId, role: 'member' as const }));

function sheet(
	memberId: string,
	applicationId: string,
	total: number,
	more: Partial<LotSheet> = {}
): LotSheet {
	const content = { marks: { whole: total }, comments: {} };
	return {
		sheetId: `${applicationId}-${memberId}`,
		memberId,
		applicationId,
		state: 'submitted',
		content,
		...more
	};
}

function facts(more: Partial<LotFacts> = {}): LotFacts {
	const applications = ['a', 'b'].map((applicationId) => ({
		applicationId,
		code: applicationId.toUpperCase(),
		stateRequest: 1n,
		excellentTask: false,
		isProposer: false
	}));
	return {
		applications,
		members,
		presentIds: ['m1', 'm2', 'm3'],
		recusals: [],
		sheets: applications.flatMap(({ applicationId }) =>
			['m1', 'm2', 'm3'].map((id) => sheet(id, applicationId, applicationId === 'a' ? 80 : 70))
		),
		rubric,
		rules: {},
		votes: [],
		ranks: true,
		...more
	};
}

describe('a lot', () => {
	it('is tallied and ranked', () => {
		const done = tallyLot(facts());
		expect(done.ok && done.value.ranking.ranked.map(({ code, place }) => [code, place])).toEqual([
			['A', 1],
			['B', 2]
		]);
	});

	it('of a body that makes no order has nobody before another, and no vote to wait for', () => {
		const equal = facts().applications.flatMap(({ applicationId }) =>
			['m1', 'm2', 'm3'].map((id) => sheet(id, applicationId, 70))
		);
		const open = tallyLot(facts({ sheets: equal }));
		expect(open.ok && open.value.ranking.openTies).toEqual([['a', 'b']]);
		const listed = tallyLot(facts({ sheets: equal, ranks: false }));
		expect(listed.ok && listed.value.ranking.openTies).toEqual([]);
		expect(listed.ok && listed.value.ranking.ranked.some(({ recommended }) => recommended)).toBe(false);
	});

	it('waits for every sheet of those present, and never counts the absent', () => {
		const { sheets } = facts();
		expect(tallyLot(facts({ sheets: sheets.slice(1) }))).toMatchObject({
			refusal: { code: 'sheet_missing', params: { count: '1' } }
		});
		const heard = tallyLot(facts({ sheets: [...sheets, sheet('m4', 'a', 1)] }));
		expect(heard.ok && heard.value.applications[0]).toMatchObject({
			opinions: 1,
			tally: { mean: { num: 240n, den: 3n } }
		});
	});

	it('sets an invalid sheet aside with its reason, and refuses where nothing is left', () => {
		const ruled = facts().sheets.map((one) =>
			one.applicationId === 'b' ? { ...one, invalidReason: 'Phiếu trắng.' } : one
		);
		expect(tallyLot(facts({ sheets: ruled }))).toMatchObject({
			refusal: { code: 'no_ballots', params: { code: 'B' } }
		});
		const one = tallyLot(
			facts({ sheets: ruled.map((row, at) => (at > 3 ? (facts().sheets[at] ?? row) : row)) })
		);
		expect(one.ok && one.value.applications[1]).toMatchObject({
			invalidReasons: ['Phiếu trắng.'],
			tally: { mean: { num: 140n, den: 2n } }
		});
	});

	it('numbers ballots by the sheets’ ids, whatever order they come in', () => {
		const { sheets } = facts();
		expect(tallyLot(facts({ sheets: [...sheets].reverse() }))).toEqual(tallyLot(facts({ sheets })));
	});
});
