import { because } from '#lib/domain/shared/result.ts';
import { describe, expect, it } from 'vitest';
import { rankLot } from '#lib/domain/scoring/ranking.ts';
import type { Contender } from '#lib/domain/scoring/ranking.ts';
import { assessQuorum } from './quorum.ts';
import {
	checkCountingBoard,
	mayCloseSession,
	mayDeclareInvalid,
	mayOpenSession,
	mayTally,
	sortSheets
} from './session.ts';
import type { SessionSheet } from './session.ts';

function sheet(memberId: string, applicationId: string, more: Partial<SessionSheet> = {}): SessionSheet {
	return { memberId, applicationId, state: 'submitted', ...more };
}

function contender(id: string, score: bigint): Contender {
	return {
		applicationId: id,
		code: id.toUpperCase(),
		qualified: true,
		failures: [],
		score: { num: score, den: 1n },
		stateRequest: 1n,
		excellentTask: false,
		flaggedMean: null
	};
}

describe('opening a session', () => {
	const quorum = assessQuorum({
		members: [{ memberId: 'm', personId: 'p', role: 'chair' }],
		recusedIds: [],
		attendance: [{ memberId: 'm', present: true, authorised: false }],
		rules: {}
	});

	it('opens on a quorum with something to compare and nothing unsettled', () => {
		expect(mayOpenSession({ applicationIds: ['a'], quorum, unsettled: [] }).ok).toBe(true);
	});

	it('says everything that is in the way', () => {
		const failed = { ...quorum, met: false, missing: [because('quorum_no_lead')] };
		const result = mayOpenSession({
			applicationIds: [],
			quorum: failed,
			unsettled: [{ code: 'ruling_pending' }]
		});
		expect(result).toMatchObject({
			ok: false,
			refusal: {
				code: 'session_cannot_open',
				causes: [{ code: 'no_valid_applications' }, { code: 'quorum_no_lead' }, { code: 'ruling_pending' }]
			}
		});
	});
});

describe('sorting sheets', () => {
	const sheets = [
		sheet('present', 'a'),
		sheet('bad', 'a', { invalidReason: 'Phiếu không ghi điểm.' }),
		sheet('badDraft', 'a', { state: 'draft', invalidReason: 'Không nộp phiếu.' }),
		sheet('slow', 'a', { state: 'draft' }),
		sheet('absent', 'a'),
		sheet('absentDraft', 'a', { state: 'draft' }),
		sheet('recused', 'a'),
		sheet('present', 'b')
	];
	const presentIds = ['present', 'bad', 'badDraft', 'slow', 'none', 'recused'];
	const sorted = sortSheets('a', {
		presentIds,
		recusals: [{ memberId: 'recused', applicationId: 'a' }],
		sheets
	});

	it('counts the submitted sheets of those present and not recused', () => {
		expect(sorted.ballots).toEqual([sheets[0]]);
	});

	it('keeps an absent member’s sheet as an opinion, and a draft as nothing', () => {
		expect(sorted.opinions.map((one) => one.memberId)).toEqual(['absent']);
	});

	it('counts those with an invalid sheet as present', () => {
		expect(sorted.invalid.map((one) => one.memberId)).toEqual(['bad', 'badDraft']);
		expect(sorted.present).toBe(5);
	});

	it('knows who is missing', () => {
		expect(sorted.missingIds).toEqual(['slow', 'none']);
	});
});

describe('tallying', () => {
	const facts = { presentIds: ['x', 'y'], recusals: [{ memberId: 'y', applicationId: 'b' }] };

	it('waits for every sheet of every application, and names a number, not people', () => {
		const result = mayTally(['a', 'b'], { ...facts, sheets: [sheet('x', 'a')] });
		expect(result).toEqual({ ok: false, refusal: { code: 'sheet_missing', params: { count: '2' } } });
	});

	it('does not wait for the recused, nor for a sheet declared invalid', () => {
		const sheets = [
			sheet('x', 'a'),
			sheet('x', 'b'),
			sheet('y', 'a', { state: 'draft', invalidReason: 'Bỏ trống.' })
		];
		expect(mayTally(['a', 'b'], { ...facts, sheets }).ok).toBe(true);
	});

	it('declares a sheet invalid with a reason, for a member present', () => {
		expect(mayDeclareInvalid('x', ' Bỏ trống. ', ['x'])).toEqual({ ok: true, value: 'Bỏ trống.' });
		expect(mayDeclareInvalid('x', '  ', ['x'])).toMatchObject({
			ok: false,
			refusal: { code: 'reason_missing' }
		});
		expect(mayDeclareInvalid('z', 'Bỏ trống.', ['x'])).toMatchObject({
			refusal: { code: 'member_not_present' }
		});
	});
});

describe('the counting board', () => {
	const rules = { countingBoard: { value: 3, citation: 'TT 20/2023/TT-BKHCN, Điều 11' } };
	const facts = { memberIds: ['a', 'b', 'c', 'd', 'e'], presentIds: ['a', 'b', 'c', 'd'], rules };
	const board = (head: string, ...ids: string[]) =>
		ids.map((memberId) => ({ memberId, head: memberId === head }));

	it('is three of those present, one at the head', () => {
		expect(checkCountingBoard(board('a', 'a', 'b', 'c'), facts).ok).toBe(true);
	});
	it.each([
		['nobody', board(''), 'counting_board_missing'],
		['two', board('a', 'a', 'b'), 'counting_board_size'],
		['four', board('a', 'a', 'b', 'c', 'd'), 'counting_board_size'],
		['one person twice', board('a', 'a', 'b', 'b'), 'counting_board_size'],
		['somebody of no seat here', board('a', 'a', 'b', 'z'), 'counting_board_not_member'],
		['an absent member', board('a', 'a', 'b', 'e'), 'member_not_present'],
		['nobody at the head', board('', 'a', 'b', 'c'), 'counting_board_head_missing'],
		['a head from outside', board('d', 'a', 'b', 'c'), 'counting_board_head_missing']
	])('is not %s', (_who, seats, code) => {
		expect(checkCountingBoard(seats, facts)).toMatchObject({ ok: false, refusal: { code } });
	});

	it('is of any size where the rule set does not say, and may be left out', () => {
		expect(checkCountingBoard([], { ...facts, rules: {} }).ok).toBe(true);
		expect(checkCountingBoard(board('a', 'a'), { ...facts, rules: {} }).ok).toBe(true);
	});
});

describe('closing a session', () => {
	const facts = { memberId: 'chair', leadId: 'chair', applicationIds: ['a', 'b'], talliedIds: ['a', 'b'] };
	const ranking = rankLot([contender('a', 80n), contender('b', 79n)], {});

	it('is done by the one who led it', () => {
		expect(mayCloseSession({ ...facts, ranking }).ok).toBe(true);
		expect(mayCloseSession({ ...facts, memberId: 'vice', ranking })).toMatchObject({
			refusal: { code: 'session_cannot_close', causes: [{ code: 'not_session_lead' }] }
		});
		expect(mayCloseSession({ ...facts, leadId: null, ranking }).ok).toBe(false);
	});

	it('waits for the tally of every application and for the vote on a tie', () => {
		const tied = rankLot([contender('a', 80n), contender('b', 80n)], {});
		expect(mayCloseSession({ ...facts, talliedIds: ['a'], ranking: tied })).toMatchObject({
			refusal: {
				causes: [
					{ code: 'tally_missing', params: { count: '1' } },
					{ code: 'tie_needs_vote', params: { codes: 'A, B' } }
				]
			}
		});
	});
});
