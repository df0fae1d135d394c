import { describe, expect, it } from 'vitest';
import { calendarDate } from '#lib/domain/shared/period.ts';
import {
	mayApply,
	mayBeValid,
	mayClaim,
	mayCorrect,
	mayMerge,
	mayProve,
	mayRefuse,
	REASON_LIMIT,
	STANDINGS
} from './standing.ts';
import type { Proof, ProofFacts, Standing } from './standing.ts';

const said = (result: { ok: true } | { ok: false; refusal: { code: string } }): string =>
	result.ok ? 'ok' : result.refusal.code;

const facts = (change: Partial<ProofFacts> = {}): ProofFacts => ({
	standing: 'claimed',
	codeProved: false,
	papers: [{ id: 'p1', verdict: 'clean' }],
	today: calendarDate('2026-11-29'),
	...change
});
const register = (change: Partial<Extract<Proof, { basis: 'register' }>> = {}): Proof => ({
	basis: 'register',
	kind: 'business',
	number: '5999900016',
	on: calendarDate('2026-11-29'),
	...change
});

describe('a proof', () => {
	it('rests on a checked paper or on a register', () => {
		expect(mayProve({ basis: 'document', paperId: 'p1' }, facts()).ok).toBe(true);
		expect(mayProve(register(), facts()).ok).toBe(true);
	});

	it.each([
		['a paper that is not there', { basis: 'document', paperId: 'p2' } as const, {}, 'paper_missing'],
		[
			'a paper that waits for the scanner',
			{ basis: 'document', paperId: 'p1' } as const,
			{ papers: [{ id: 'p1', verdict: 'pending' as const }] },
			'paper_unchecked'
		],
		[
			'an infected paper',
			{ basis: 'document', paperId: 'p1' } as const,
			{ papers: [{ id: 'p1', verdict: 'infected' as const }] },
			'paper_unchecked'
		],
		['a register without a number', register({ number: ' \u200b' }), {}, 'register_number_missing'],
		['a number without an end', register({ number: '9'.repeat(61) }), {}, 'text_too_long'],
		['a look-up of tomorrow', register({ on: calendarDate('2026-11-30') }), {}, 'register_date_future'],
		['a code that another one has proved', register(), { codeProved: true }, 'code_proved_by_another'],
		['a claim that was refused', register(), { standing: 'refused' as const }, 'organisation_ruled'],
		['one that is proved', register(), { standing: 'proved' as const }, 'organisation_ruled'],
		['one that is merged', register(), { standing: 'merged' as const }, 'organisation_ruled']
	])('is not %s', (_what, proof, change, why) => {
		expect(said(mayProve(proof, facts(change)))).toBe(why);
	});

	it('takes a paper that no scanner ever sees, since the office was told so', () => {
		const papers = [{ id: 'p1', verdict: 'not_configured' as const }];
		expect(mayProve({ basis: 'document', paperId: 'p1' }, facts({ papers })).ok).toBe(true);
	});
});

describe('a refusal', () => {
	it('is of a claim, with its reason', () => {
		expect(mayRefuse('claimed', ' Không đúng đơn vị ')).toEqual({ ok: true, value: 'Không đúng đơn vị' });
		expect(said(mayRefuse('claimed', ' '))).toBe('reason_missing');
		expect(said(mayRefuse('claimed', 'x'.repeat(REASON_LIMIT + 1)))).toBe('text_too_long');
		for (const standing of ['proved', 'refused', 'merged'] as const)
			expect(said(mayRefuse(standing, 'Lý do'))).toBe('organisation_ruled');
	});
});

describe('a merger', () => {
	const one = (id: string, standing: Standing) => ({ id, standing });

	it.each([
		['claimed', 'claimed', 'ok'],
		['claimed', 'proved', 'ok'],
		['proved', 'proved', 'ok'],
		['proved', 'claimed', 'merge_proved_goes'],
		['refused', 'proved', 'organisation_over'],
		['claimed', 'refused', 'organisation_over'],
		['merged', 'proved', 'organisation_over'],
		['claimed', 'merged', 'organisation_over']
	] as const)('of a %s one into a %s one: %s', (from, into, outcome) => {
		expect(said(mayMerge(one('a', from), one('b', into)))).toBe(outcome);
	});

	it('is never of one into itself', () => {
		expect(said(mayMerge(one('a', 'claimed'), one('a', 'claimed')))).toBe('merge_into_itself');
	});
});

describe('the standing', () => {
	it('lets nothing but a proved one be valid, and a waiting claim draft and submit', () => {
		const by = (rule: (standing: Standing) => Parameters<typeof said>[0]) =>
			Object.fromEntries(STANDINGS.map((standing) => [standing, said(rule(standing))]));
		expect(by(mayBeValid)).toEqual({
			claimed: 'organisation_unproved',
			proved: 'ok',
			refused: 'claim_refused',
			merged: 'organisation_unproved'
		});
		expect(by(mayApply)).toEqual({
			claimed: 'ok',
			proved: 'ok',
			refused: 'claim_refused',
			merged: 'organisation_over'
		});
		expect(by(mayCorrect)).toEqual({
			claimed: 'ok',
			proved: 'ok',
			refused: 'organisation_over',
			merged: 'organisation_over'
		});
	});
});

describe('a claim', () => {
	it('is never hindered by those of others, and says that something stands beside', () => {
		expect(mayClaim([])).toEqual({ ok: true, value: { beside: false } });
		for (const standing of ['claimed', 'proved'] as const)
			expect(mayClaim([{ standing, own: false }])).toEqual({ ok: true, value: { beside: true } });
		for (const standing of ['refused', 'merged'] as const)
			expect(mayClaim([{ standing, own: true }])).toEqual({ ok: true, value: { beside: false } });
	});

	it('is made once by whoever acts for the code already', () => {
		for (const standing of ['claimed', 'proved'] as const)
			expect(said(mayClaim([{ standing, own: true }]))).toBe('claim_exists');
	});
});
