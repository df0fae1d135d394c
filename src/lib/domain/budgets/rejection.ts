/**
 * Ending an appraisal without money (không phê duyệt kinh phí). Whoever proposes it does not decide it, and whoever
 * made or signed the figures does not reject them: the same three people as an approval.
 */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** Longest reason, characters: it is printed in the letter. */
export const REJECTION_REASON_LIMIT = 2000;

/** The reason as it is recorded, trimmed. Refusals: `rejection_reason_missing`, `text_too_long` {max}. */
export function checkRejectionReason(typed: string): Result<string> {
	const reason = typed.trim();
	if (reason === '') return refuse('rejection_reason_missing', { field: 'rejection' });
	return [...reason].length > REJECTION_REASON_LIMIT
		? refuse('text_too_long', { field: 'rejection', params: { max: String(REJECTION_REASON_LIMIT) } })
		: ok(reason);
}

/**
 * Whether this person may confirm the proposal to give no money. Refusals: `approval_conflict_with_applicant`,
 * `approval_same_person` (proposed it, or ever changed the figures).
 */
export function mayCheckRejection(facts: {
	readonly personId: string;
	readonly tiedToApplicant: boolean;
	readonly proposedBy: string | null;
	readonly editors: readonly string[];
}): Result<true> {
	if (facts.tiedToApplicant) return refuse('approval_conflict_with_applicant');
	const acted = facts.proposedBy === facts.personId || facts.editors.includes(facts.personId);
	return acted ? refuse('approval_same_person') : ok(true);
}

/**
 * Whether this person may decide on ending the appraisal. Refusals: `approval_conflict_with_applicant`,
 * `approval_same_person` (proposed or checked it, changed the figures, or ever took a step on them).
 */
export function mayDecideRejection(facts: {
	readonly personId: string;
	readonly tiedToApplicant: boolean;
	/** Who proposed it; null where the director ends it from a verified appraisal. */
	readonly proposedBy: string | null;
	/** Who confirmed the proposal. */
	readonly checkedBy: string | null;
	readonly editors: readonly string[];
	/** Everybody who ever took a step on these figures, revoked steps too. */
	readonly signers: readonly string[];
}): Result<true> {
	const { personId, proposedBy, checkedBy, editors, signers } = facts;
	if (facts.tiedToApplicant) return refuse('approval_conflict_with_applicant');
	const others = [proposedBy, checkedBy, ...editors, ...signers];
	return others.includes(personId) ? refuse('approval_same_person') : ok(true);
}
