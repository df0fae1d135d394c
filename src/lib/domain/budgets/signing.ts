import type { Role } from '#lib/domain/access/actor.ts';
import { rolesWith } from '#lib/domain/access/policy.ts';
import type { Action } from '#lib/domain/access/policy.ts';
import type { AppraisalEvent } from '#lib/domain/workflow/appraisal.ts';

/** What a signature says: these figures are put forward, checked, or approved. */
export type SigningKind = 'prepared' | 'verified' | 'approved';

export const SIGNING_KINDS: readonly SigningKind[] = ['prepared', 'verified', 'approved'];

/** The permission that a step of each kind asks. */
export const SIGNING_ACTION: Readonly<Record<SigningKind, Action>> = {
	prepared: 'budget.prepare',
	verified: 'budget.countersign',
	approved: 'budget.approve'
};

/** Roles that may stand at a step of the kind; twin of the constraint `approval_chain_step_role`. */
export function signingRoles(kind: SigningKind): readonly Role[] {
	return rolesWith(SIGNING_ACTION[kind]);
}

/** What a signature does to the appraisal: of several checks only the last one makes it `verified`. */
export function signingEvent(kind: SigningKind, checksLeft: number): AppraisalEvent {
	if (kind === 'prepared') return 'prepare';
	if (kind === 'approved') return 'approve';
	return checksLeft > 1 ? 'countersign' : 'verify';
}
