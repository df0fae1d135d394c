import { describe, expect, it } from 'vitest';
import type { Result } from '#lib/domain/shared/result.ts';
import { mayAppointAtTerminal, mayConfirm, mayDecline, mayWithdraw } from './grant-proposals.ts';
import type { ProposalFacts } from './grant-proposals.ts';

const said = (result: Result<true>): string => (result.ok ? 'ok' : result.refusal.code);
const proposal = (change: Partial<ProposalFacts> = {}): ProposalFacts => ({
	personId: 'holder',
	proposedBy: 'first',
	state: 'waiting',
	...change
});

describe('a proposed role', () => {
	it('is put in force by another administrator than the proposer and the holder', () => {
		const both = ['first', 'second', 'holder'];
		expect(said(mayConfirm(proposal(), 'second', both))).toBe('ok');
		expect(said(mayConfirm(proposal(), 'first', both))).toBe('proposal_own');
		expect(said(mayConfirm(proposal(), 'holder', both))).toBe('proposal_about_oneself');
	});

	it('needs two administrators of now', () => {
		expect(said(mayConfirm(proposal(), 'second', ['second']))).toBe('proposer_not_administrator');
	});

	it.each(['in_force', 'declined', 'withdrawn'] as const)('is decided once: %s', (state) => {
		const over = proposal({ state });
		expect(said(mayConfirm(over, 'second', ['first', 'second']))).toBe('proposal_over');
		expect(said(mayDecline(over, 'second', 'vì'))).toBe('proposal_over');
		expect(said(mayWithdraw(over, 'first'))).toBe('proposal_over');
	});

	it('is declined with a reason by another, and withdrawn by the proposer alone', () => {
		expect(said(mayDecline(proposal(), 'second', 'Chưa có quyết định điều động.'))).toBe('ok');
		expect(said(mayDecline(proposal(), 'second', '  '))).toBe('reason_missing');
		expect(said(mayDecline(proposal(), 'first', 'vì'))).toBe('proposal_own');
		expect(said(mayDecline(proposal(), 'holder', 'vì'))).toBe('proposal_about_oneself');
		expect(said(mayWithdraw(proposal(), 'first'))).toBe('ok');
		expect(said(mayWithdraw(proposal(), 'second'))).toBe('proposal_not_yours');
	});
});

describe('the command on the machine', () => {
	it.each([
		[{ active: 1, everBeen: true }, 'ok'],
		[{ active: 0, everBeen: true }, 'ok'],
		[{ active: 2, everBeen: true }, 'administrators_enough'],
		[{ active: 0, everBeen: false }, 'administrators_never']
	] as const)('%o: %s', (administrators, code) => {
		expect(said(mayAppointAtTerminal(administrators))).toBe(code);
	});
});
