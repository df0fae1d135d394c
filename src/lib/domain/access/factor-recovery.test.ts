import { expect, it } from 'vitest';
import { isDue, mayAskRecovery, mayConfirmRecovery, mayRecoverAtTerminal } from './factor-recovery.ts';
import type { Recovery } from './factor-recovery.ts';

const asked: Recovery = { personId: 'lost', askedBy: 'one', state: 'asked', readyAt: null };
const code = (result: ReturnType<typeof mayAskRecovery>) => (result.ok ? 'ok' : result.refusal.code);

it('is asked for by another than its person, and where there is something to take away', () => {
	expect(code(mayAskRecovery({ personId: 'lost', factors: 1 }, 'one'))).toBe('ok');
	expect(code(mayAskRecovery({ personId: 'lost', factors: 1 }, 'lost'))).toBe('recovery_about_oneself');
	expect(code(mayAskRecovery({ personId: 'lost', factors: 0 }, 'one'))).toBe('no_factor');
});

it('is confirmed by a second administrator, who is neither', () => {
	const both = ['one', 'two', 'lost'];
	expect(code(mayConfirmRecovery(asked, 'two', both))).toBe('ok');
	expect(code(mayConfirmRecovery(asked, 'one', both))).toBe('recovery_own');
	expect(code(mayConfirmRecovery(asked, 'lost', both))).toBe('recovery_about_oneself');
	expect(code(mayConfirmRecovery(asked, 'two', ['two']))).toBe('proposer_not_administrator');
	for (const state of ['confirmed', 'stopped', 'done'] as const)
		expect(code(mayConfirmRecovery({ ...asked, state }, 'two', both))).toBe('recovery_over');
});

it('takes effect at its time and not before', () => {
	const readyAt = new Date('2026-12-01T08:00:00Z');
	const before = new Date(readyAt.getTime() - 1);
	expect(isDue({ state: 'confirmed', readyAt }, readyAt)).toBe(true);
	expect(isDue({ state: 'confirmed', readyAt }, before)).toBe(false);
	expect(isDue({ state: 'stopped', readyAt }, readyAt)).toBe(false);
});

it('is done at the terminal only while no two others can', () => {
	expect(code(mayRecoverAtTerminal({ able: 1, factors: 1 }))).toBe('ok');
	expect(code(mayRecoverAtTerminal({ able: 2, factors: 1 }))).toBe('recovery_administrators_enough');
	expect(code(mayRecoverAtTerminal({ able: 0, factors: 0 }))).toBe('no_factor');
});
