import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { signingRoles } from './signing.ts';
import type { SigningKind } from './signing.ts';

/** One step of a chain: data of the office. Steps of one turn are taken in any order. */
export interface ApprovalChainStep {
	/** From 0, in the order of the chain. */
	readonly step: number;
	readonly turn: number;
	readonly kind: SigningKind;
	readonly role: string;
	readonly label: Localized;
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
	/** Steps that may be taken now: those of the first turn that is not complete. */
	readonly due: readonly ApprovalChainStep[];
	readonly complete: boolean;
}

/**
 * Where a chain stands for the current figures. A step counts only while every step of the turns before it counts, so
 * that an approval never outlives the verifications that it rests on.
 */
export function approvalState(
	chain: ApprovalChain,
	steps: readonly ApprovalStepTaken[],
	currentHash: string
): ApprovalState {
	const live = steps.filter((taken) => !taken.revoked);
	const standing: ApprovalStepTaken[] = [];
	let due: readonly ApprovalChainStep[] = [];
	for (const turn of [...new Set(inOrder(chain).map((step) => step.turn))]) {
		const open: ApprovalChainStep[] = [];
		for (const step of inOrder(chain).filter((candidate) => candidate.turn === turn)) {
			const taken = live.find((one) => one.step === step.step && one.seenHash === currentHash);
			if (taken === undefined) open.push(step);
			else standing.push(taken);
		}
		if (open.length > 0) {
			due = open;
			break;
		}
	}
	return {
		standing,
		lapsed: live.filter((taken) => !standing.includes(taken)),
		due,
		complete: due.length === 0
	};
}

export interface ApprovalRequest {
	readonly chain: ApprovalChain;
	/** Every step ever taken on this version of the budget, revoked ones too. */
	readonly steps: readonly ApprovalStepTaken[];
	readonly personId: string;
	/** Every role that the person holds for this case. */
	readonly roles: readonly string[];
	/** Everybody who changed these figures: none of them checks or approves them. */
	readonly editors: readonly string[];
	/** Whether the person belongs to the applicant or has declared an interest in the case. */
	readonly tiedToApplicant: boolean;
	/** Hash of the figures as they are now. */
	readonly currentHash: string;
	/** Hash of the figures that the person saw. */
	readonly seenHash: string;
	/** What the person means to say by the signature; without it, what is due. */
	readonly kind?: SigningKind;
}

/**
 * Which step a person may take now. Refusals, in the order in which they are looked for:
 * `approval_conflict_with_applicant`, `approval_already_complete`, `approval_stale_figures`,
 * `approval_same_person` (one person, one step of a version, whatever roles they hold; nobody who edited checks),
 * `approval_wrong_order` (a step that is not due yet, or is taken already), `approval_not_your_role`.
 */
export function mayTake(request: ApprovalRequest): Result<ApprovalChainStep> {
	const { chain, personId, roles, currentHash, kind } = request;
	const { due } = approvalState(chain, request.steps, currentHash);
	if (request.tiedToApplicant) return refuse('approval_conflict_with_applicant');
	const [first] = due;
	if (first === undefined) return refuse('approval_already_complete');
	if (request.seenHash !== currentHash) return refuse('approval_stale_figures');
	// Also a step that was revoked or has lapsed: who made these figures does not check them after a return.
	const acted = request.steps.filter((taken) => taken.personId === personId);
	const own = due.find((step) => acted.some((taken) => taken.step === step.step));
	const step = own ?? due.find(({ role }) => roles.includes(role)) ?? first;
	if (acted.some((taken) => taken.step !== step.step)) return refuse('approval_same_person');
	const wrongOrder = refuse('approval_wrong_order', { params: { due: step.kind } });
	if (kind !== undefined && kind !== step.kind) return wrongOrder;
	if (!roles.includes(step.role)) {
		const later = chain.some((other) => other.turn > step.turn && roles.includes(other.role));
		return later ? wrongOrder : refuse('approval_not_your_role', { params: { due: step.kind } });
	}
	if (step.kind !== 'prepared' && request.editors.includes(personId)) return refuse('approval_same_person');
	return ok(step);
}

/**
 * Whether a person may send the budget back to its preparer, with a reason; on success, the standing steps,
 * all of which are to be revoked. The one who may return is the one who may take a step that is due.
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
 * What is wrong with a chain as data; empty when it can be followed: `approval_chain_too_short` {steps},
 * `approval_chain_numbering`, `approval_chain_incomplete` (one maker first, checkers, one approver last),
 * `approval_chain_turns` (only checks share a turn), `approval_chain_step_repeated` {name},
 * `approval_chain_role` {name}: nobody with this role may take a step of the kind.
 */
export function chainProblems(chain: ApprovalChain): Refusal[] {
	const problems: Refusal[] = [];
	const steps = inOrder(chain);
	const kinds = steps.map(({ kind }) => kind);
	if (chain.length < 3)
		problems.push({ code: 'approval_chain_too_short', params: { steps: String(chain.length) } });
	if (steps.some(({ step }, index) => step !== index)) problems.push({ code: 'approval_chain_numbering' });
	const ordered =
		kinds[0] === 'prepared' &&
		kinds.at(-1) === 'approved' &&
		kinds.slice(1, -1).every((kind) => kind === 'verified');
	if (!ordered) problems.push({ code: 'approval_chain_incomplete' });
	const turns = steps.every((step, index) => {
		const before = steps[index - 1];
		if (before === undefined || step.turn > before.turn) return true;
		return step.turn === before.turn && step.kind === 'verified' && before.kind === 'verified';
	});
	if (!turns) problems.push({ code: 'approval_chain_turns' });
	for (const [index, { label, kind, role }] of steps.entries()) {
		if (steps.findIndex((other) => other.label.vi === label.vi) < index)
			problems.push({ code: 'approval_chain_step_repeated', params: { name: label.vi } });
		if (!signingRoles(kind).some((able) => able === role))
			problems.push({ code: 'approval_chain_role', params: { name: role } });
	}
	return problems;
}

function inOrder(chain: ApprovalChain): ApprovalChainStep[] {
	return [...chain].sort((a, b) => a.step - b.step);
}
