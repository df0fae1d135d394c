import { can } from '#lib/domain/access/policy.ts';
import { isTied } from '#lib/domain/access/actor.ts';
import {
	checkRejectionReason,
	mayCheckRejection,
	mayDecideRejection
} from '#lib/domain/budgets/rejection.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import type { Repositories } from '../ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { lockedAppraisalCase } from '../cases/budgets/appraisal-case.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';
import { decidedByRejecting, rejectedOf } from './decided-figures.ts';
import { mailBudgetRejected } from './mail-rejection.ts';
import type { RejectionRow } from './ports.ts';

interface DecisionInput {
	readonly appraisalId: string;
	/** The appraisal as it was shown. */
	readonly version: number;
	/** Ending a verified appraisal: the reason. Declining a proposal: why. Otherwise the proposal's reason stands. */
	readonly reason: string;
}

/**
 * The director ends the appraisal without money: on the officer's proposal that the head of finance confirmed, with
 * its reason, or a verified one, with a reason of the director's own. Nothing is committed; signatures on the figures are taken back. Refusals:
 * `not_found`, `tied_to_applicant`, `state_forbids`, `stale_version`, `approval_same_person`,
 * `rejection_reason_missing`, `text_too_long`, those of `decideAct`.
 */
export async function rejectAppraisal(ctx: Context, input: DecisionInput): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.appraisalId)) return refuse('not_found');
	const about: AuditedObject = { type: 'appraisal', id: input.appraisalId };
	return transact(ctx, 'reject_appraisal', about, async ({ tx, permit, decide, note }) => {
		const found = await lockedAppraisalCase(tx, input.appraisalId);
		if (found === undefined) return refuse('not_found');
		const allowed = permit('budget.approve', found.subject);
		if (!allowed.ok) return allowed;
		const { appraisal, application, appraisedVersion } = found;
		const next = advance(found.flow.appraisal, appraisal.state, 'reject');
		if (!next.ok) return next;
		if (appraisal.version !== input.version) return refuse('stale_version');
		const proposal = (await tx.budgets.rejections(appraisal.id)).find(({ outcome }) => outcome === null);
		const mine = mayDecide(found, person.value, proposal);
		if (!mine.ok) return mine;
		const reason = proposal === undefined ? checkRejectionReason(input.reason) : ok(proposal.reason);
		if (!reason.ok) return reason;
		const decided = await decide(decidedByRejecting(rejectedOf(found)));
		if (!decided.ok) return decided;

		const by = person.value.personId;
		if (proposal === undefined) {
			const id = ctx.app.ids.v7();
			await tx.budgets.recordRejection({ id, appraisalId: appraisal.id, reason: reason.value, by });
		} else if (!(await tx.budgets.decideRejection(proposal.id, { outcome: 'rejected', by, note: '' }))) {
			return refuse('stale_version');
		}
		await tx.budgets.revokeSteps(appraisedVersion.id);
		if (!(await tx.budgets.advanceAppraisal(appraisal, next.value))) return refuse('stale_version');
		const ended = advance(found.flow.application, application.state, 'reject');
		if (!ended.ok) return ended;
		if (!(await tx.applications.advance(application, ended.value))) return refuse('stale_version');
		await tx.timeline.append({
			applicationId: application.id,
			kind: 'budget_rejected',
			audience: 'both',
			params: { name: person.value.name, note: reason.value }
		});
		await mailBudgetRejected(ctx, tx, found, reason.value);
		note({
			before: { state: appraisal.state, application: application.state },
			after: { state: next.value, application: ended.value, reason: reason.value }
		});
		return ok(true);
	});
}

/**
 * The head of finance, or after that the director, does not follow the proposal: the appraisal goes on, with the
 * reason for the preparer to read.
 * Refusals: as `rejectAppraisal`, and `approval_return_reason_missing`.
 */
export async function declineRejection(ctx: Context, input: DecisionInput): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.appraisalId)) return refuse('not_found');
	const about: AuditedObject = { type: 'appraisal', id: input.appraisalId };
	return transact(ctx, 'decline_rejection', about, async ({ tx, permit, note }) => {
		const found = await lockedAppraisalCase(tx, input.appraisalId);
		if (found === undefined) return refuse('not_found');
		const { appraisal } = found;
		const allowed = permit('budget.decline_rejection', found.subject);
		if (!allowed.ok) return allowed;
		const next = advance(found.flow.appraisal, appraisal.state, 'decline_rejection');
		if (!next.ok) return next;
		const checking = appraisal.state === 'rejecting';
		// Whether it is this person's turn; a refusal moves nothing, so that nothing more is asked for.
		const due = can(ctx.actor, checking ? 'budget.verify' : 'budget.approve', found.subject);
		if (!due.ok) return due;
		if (appraisal.version !== input.version) return refuse('stale_version');
		const proposal = await openProposal(tx, appraisal.id);
		const mine = checking
			? mayCheck(found, person.value, proposal)
			: mayDecide(found, person.value, proposal);
		if (!mine.ok) return mine;
		const why = checkRejectionReason(input.reason);
		if (!why.ok) {
			const missing = why.refusal.code === 'rejection_reason_missing';
			return missing ? refuse('approval_return_reason_missing', { field: 'rejection' }) : why;
		}
		const end = { outcome: 'declined', by: person.value.personId, note: why.value } as const;
		if (!(await tx.budgets.decideRejection(proposal.id, end))) return refuse('stale_version');
		const moved = await tx.budgets.advanceAppraisal(appraisal, next.value, { returnNote: why.value });
		if (!moved) return refuse('stale_version');
		await tx.timeline.append({
			applicationId: found.application.id,
			kind: 'rejection_declined',
			audience: 'office',
			params: { name: person.value.name, note: why.value }
		});
		note({ before: { state: appraisal.state }, after: { state: next.value, note: why.value } });
		return ok(true);
	});
}

/** The proposal that waits; an appraisal in a state of waiting always has one. */
export async function openProposal(read: Repositories, appraisalId: string): Promise<RejectionRow> {
	const proposal = (await read.budgets.rejections(appraisalId)).find(({ outcome }) => outcome === null);
	if (proposal === undefined) throw new Error(`appraisal ${appraisalId} waits for no decision`);
	return proposal;
}

/** Refusals: those of `mayCheckRejection`. */
export function mayCheck(
	{ application, appraisal }: AppraisalCase,
	person: Person,
	proposal: RejectionRow | undefined
): Result<true> {
	return mayCheckRejection({
		personId: person.personId,
		tiedToApplicant: isTied(person, application.organisationId, application.callId),
		proposedBy: proposal?.proposedBy ?? null,
		editors: appraisal.editors
	});
}

/** Refusals: those of `mayDecideRejection`. */
export function mayDecide(
	{ application, appraisal, steps }: AppraisalCase,
	person: Person,
	proposal: RejectionRow | undefined
): Result<true> {
	return mayDecideRejection({
		personId: person.personId,
		tiedToApplicant: isTied(person, application.organisationId, application.callId),
		proposedBy: proposal?.proposedBy ?? null,
		checkedBy: proposal?.checkedBy ?? null,
		editors: appraisal.editors,
		signers: steps.map(({ personId }) => personId)
	});
}
