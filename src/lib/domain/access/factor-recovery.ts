/**
 * Who lost every second factor: two administrators take them away, neither of them the one whom it is about, after a
 * time in which the owner, who is told by letter, can object. Its SQL twin are the constraints `factor_recovery_*`.
 */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** Hours between the second administrator's word and the end of the factors. */
export const RECOVERY_WAIT_HOURS = 24;

export const RECOVERY_STATES = ['asked', 'confirmed', 'stopped', 'done'] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];

export interface Recovery {
	readonly personId: string;
	/** Null: at the terminal. */
	readonly askedBy: string | null;
	readonly state: RecoveryState;
	readonly readyAt: Date | null;
}

/** Refusals: `recovery_about_oneself`, `no_factor` (nothing is there to take away). */
export function mayAskRecovery(
	about: { readonly personId: string; readonly factors: number },
	by: string
): Result<true> {
	if (about.personId === by) return refuse('recovery_about_oneself');
	return about.factors === 0 ? refuse('no_factor') : ok(true);
}

/**
 * Refusals: `recovery_over`, `recovery_about_oneself`, `recovery_own` (who asked does not confirm),
 * `proposer_not_administrator`.
 */
export function mayConfirmRecovery(
	recovery: Recovery,
	by: string,
	administrators: readonly string[]
): Result<true> {
	if (recovery.state !== 'asked') return refuse('recovery_over');
	if (recovery.personId === by) return refuse('recovery_about_oneself');
	if (recovery.askedBy === by) return refuse('recovery_own');
	return recovery.askedBy !== null && administrators.includes(recovery.askedBy)
		? ok(true)
		: refuse('proposer_not_administrator');
}

/** Whether the factors go now. The instant itself is inside. */
export function isDue({ state, readyAt }: Pick<Recovery, 'state' | 'readyAt'>, now: Date): boolean {
	return state === 'confirmed' && readyAt !== null && readyAt <= now;
}

/**
 * Whether the machine may do it: only while no two others on the portal can, since they would have to confirm by
 * devices of their own. `able`: administrators with a factor, besides the one whom it is about. Refuses
 * `administrators_enough`.
 */
export function mayRecoverAtTerminal(about: {
	readonly able: number;
	readonly factors: number;
}): Result<true> {
	if (about.factors === 0) return refuse('no_factor');
	return about.able >= 2 ? refuse('recovery_administrators_enough') : ok(true);
}
