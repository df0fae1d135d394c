import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';

/** One step of the chain: data. Step 0 is the preparer's. */
export interface ApprovalChainStep {
	readonly step: number;
	readonly kind: string;
	readonly role: string;
}

export type ApprovalChain = readonly ApprovalChainStep[];

/** A step that somebody took. `seenHash` is the hash of the figures that were on the screen. */
export interface ApprovalStepTaken {
	readonly step: number;
	readonly personId: string;
	readonly seenHash: string;
	/** Set when the budget was returned. */
	readonly revoked: boolean;
}

export interface ApprovalState {
	/** Steps that count: not revoked, and of exactly the current figures. In the order of the chain. */
	readonly standing: readonly ApprovalStepTaken[];
	/** Steps that the change of figures undid. They stay on record and count for nothing. */
	readonly lapsed: readonly ApprovalStepTaken[];
	readonly next: ApprovalChainStep | null;
	readonly complete: boolean;
}

/**
 * Where a chain stands for the current figures. A step counts only while every step before it counts, so that
 * an approval never outlives the verification that it rests on.
 */
export function approvalState(
	chain: ApprovalChain,
	steps: readonly ApprovalStepTaken[],
	currentHash: string
): ApprovalState {
	const live = steps.filter((taken) => !taken.revoked);
	const standing: ApprovalStepTaken[] = [];
	for (const { step } of inOrder(chain)) {
		const taken = live.find((candidate) => candidate.step === step && candidate.seenHash === currentHash);
		if (taken === undefined) break;
		standing.push(taken);
	}
	const next = inOrder(chain)[standing.length] ?? null;
	return {
		standing,
		lapsed: live.filter((taken) => !standing.includes(taken)),
		next,
		complete: next === null
	};
}

/** The step that is due, or null when the chain is complete. */
export function nextStep(
	chain: ApprovalChain,
	steps: readonly ApprovalStepTaken[],
	currentHash: string
): ApprovalChainStep | null {
	return approvalState(chain, steps, currentHash).next;
}

export interface ApprovalRequest {
	readonly chain: ApprovalChain;
	/** Every step ever taken on this version of the budget, revoked ones too. */
	readonly steps: readonly ApprovalStepTaken[];
	readonly personId: string;
	/** Every role that the person holds for this case. */
	readonly roles: readonly string[];
	/** Whether the person belongs to the applicant or has declared an interest in the case. */
	readonly tiedToApplicant: boolean;
	/** Hash of the figures as they are now. */
	readonly currentHash: string;
	/** Hash of the figures that the person saw. */
	readonly seenHash: string;
	/** The step that the person means to take; without it, the one that is due. */
	readonly step?: number;
}

/**
 * Whether a person may take the step that is due. Refusals, in the order in which they are looked for:
 * `approval_conflict_with_applicant`, `approval_already_complete`, `approval_stale_figures`,
 * `approval_same_person` (one person, one step of a version, whatever roles they hold), `approval_wrong_order`
 * (a step that is not due yet, or is taken already), `approval_not_your_role`.
 */
export function mayTake(request: ApprovalRequest): Result<ApprovalChainStep> {
	const { chain, personId, roles, currentHash } = request;
	const { next } = approvalState(chain, request.steps, currentHash);
	if (request.tiedToApplicant) return refuse('approval_conflict_with_applicant');
	if (next === null) return refuse('approval_already_complete');
	if (request.seenHash !== currentHash) return refuse('approval_stale_figures');
	// Also a step that was revoked or has lapsed: who made these figures does not check them after a return.
	const acted = request.steps.filter((taken) => taken.personId === personId);
	if (acted.some((taken) => taken.step !== next.step)) return refuse('approval_same_person');
	if (request.step !== undefined && request.step !== next.step)
		return refuse('approval_wrong_order', { params: { due: next.kind } });
	if (roles.includes(next.role)) return ok(next);
	const later = chain.some((step) => step.step > next.step && roles.includes(step.role));
	return later
		? refuse('approval_wrong_order', { params: { due: next.kind } })
		: refuse('approval_not_your_role', { params: { due: next.kind } });
}

/**
 * Whether a person may send the budget back to its preparer, with a reason; on success, the standing steps,
 * all of which are to be revoked. The one who may return is the one who may take the step that is due.
 * Refusals: those of `mayTake`, `approval_nothing_to_return`, `approval_return_reason_missing`.
 */
export function mayReturn(
	request: ApprovalRequest & { readonly reason: string }
): Result<readonly ApprovalStepTaken[]> {
	const { standing } = approvalState(request.chain, request.steps, request.currentHash);
	if (standing.length === 0 && !request.tiedToApplicant) return refuse('approval_nothing_to_return');
	const allowed = mayTake(request);
	if (!allowed.ok) return allowed;
	if (request.reason.trim() === '') return refuse('approval_return_reason_missing', { field: 'reason' });
	return ok(standing);
}

/**
 * What is wrong with a chain as data: at least a maker, a checker and an approver; steps numbered from 0
 * without a gap; no kind twice. Empty when the chain can be used.
 */
export function chainProblems(chain: ApprovalChain): Refusal[] {
	const problems: Refusal[] = [];
	if (chain.length < 3)
		problems.push({ code: 'approval_chain_too_short', params: { steps: String(chain.length) } });
	if (inOrder(chain).some((step, index) => step.step !== index))
		problems.push({ code: 'approval_chain_numbering' });
	if (new Set(chain.map((step) => step.kind)).size !== chain.length)
		problems.push({ code: 'approval_chain_kind_repeated' });
	return problems;
}

function inOrder(chain: ApprovalChain): ApprovalChainStep[] {
	return [...chain].sort((a, b) => a.step - b.step);
}
