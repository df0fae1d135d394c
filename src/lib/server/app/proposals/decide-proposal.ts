import { flowOf } from '#lib/domain/flow/flow.ts';
import { proposedTask } from '#lib/domain/definitions/proposed-task.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { frozenRevision } from '../cases/applications/read-frozen-copy.ts';
import { loadCase } from '../cases/intake/load-case.ts';
import type { OfficeCase } from '../cases/intake/load-case.ts';
import { proposalDecided } from '../mail/letters/dossiers.ts';
import type { DecidedProposal } from '../mail/letters/dossiers.ts';
import { representativesOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context, Verb } from '../use-case.ts';

export interface AcceptProposalInput {
	readonly applicationId: string;
	readonly version: number;
	/** A draft whose programme has a list of tasks. */
	readonly callId: string;
	readonly lotCode: string;
	readonly variant: string;
}

/**
 * Makes a valid proposal a task of a draft call's list, linked with the proposal and with its proposer, whose bonus
 * reads it later. Refuses `proposal_call_missing`, `proposal_call_published`, `variant_unknown`, `lot_code_missing`,
 * `lot_code_taken`, `state_forbids`, `stale_version`, `tied_to_applicant`, `not_found`.
 */
export async function acceptProposal(
	ctx: Context,
	input: AcceptProposalInput
): Promise<Result<{ readonly callCode: string; readonly lotId: string }>> {
	const object: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'accept_proposal', object, async ({ tx, permit, note }) => {
		const found = await loadProposal(tx, permit, input.applicationId);
		if (!found.ok) return found;
		const { application, definition } = found.value;
		const next = advance(found.value.flow.application, application.state, 'accept_proposal');
		if (!next.ok) return next;

		// Held, so that the call is not published while its list grows.
		await tx.intake.lockCall(input.callId, 'update');
		const target = await tx.calls.find(input.callId);
		if (target === undefined || !permit('call.manage', { programme: target.programme }).ok)
			return refuse('proposal_call_missing', { field: 'callId' });
		if (target.state !== 'draft') return refuse('proposal_call_published', { field: 'callId' });
		const stored = await tx.definitions.find(target.definitionId);
		if (stored === undefined || !flowOf(stored.document).listsTasks)
			return refuse('proposal_call_missing', { field: 'callId' });
		if (!stored.document.variants.some(({ key }) => key === input.variant))
			return refuse('variant_unknown', { field: 'variant' });
		if (input.lotCode === '') return refuse('lot_code_missing', { field: 'lotCode' });
		if ((await tx.calls.lots(target.id)).some(({ code }) => code === input.lotCode))
			return refuse('lot_code_taken', { field: 'lotCode' });

		const frozen = await frozenRevision(tx, application.revisionId, ctx.app.ids.sha256);
		if (frozen === undefined) throw new Error(`revision ${application.revisionId} is gone`);
		if (!(await tx.applications.advance(application.seen(input.version), next.value)))
			return refuse('stale_version');
		const { objectives, expectedProducts } = proposedTask(frozen.revision.answers, definition);
		const lotId = ctx.app.ids.v7();
		await tx.calls.addLot(target.id, {
			id: lotId,
			code: input.lotCode,
			title: { vi: application.title },
			variant: input.variant,
			proposerId: application.organisationId,
			proposalApplicationId: application.id,
			objectives,
			expectedProducts
		});
		note({
			before: { state: application.state },
			after: { state: next.value, call: target.code, lot: input.lotCode }
		});
		await tx.timeline.append({
			applicationId: application.id,
			kind: 'proposal_accepted',
			audience: 'both',
			params: { lot: input.lotCode, call: target.title.vi }
		});
		const decision = { accepted: true, task: input.lotCode, list: target.title } as const;
		await mailDecision(tx, ctx, found.value, decision);
		return ok({ callCode: target.code, lotId });
	});
}

/** Declines a valid proposal. Refuses `reason_missing`, `state_forbids`, `stale_version`, `tied_to_applicant`, `not_found`. */
export async function declineProposal(
	ctx: Context,
	input: { readonly applicationId: string; readonly version: number; readonly reason: string }
): Promise<Result<{ readonly id: string }>> {
	const object: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'decline_proposal', object, async ({ tx, permit, note }) => {
		const found = await loadProposal(tx, permit, input.applicationId);
		if (!found.ok) return found;
		const { application } = found.value;
		const next = advance(found.value.flow.application, application.state, 'decline_proposal');
		if (!next.ok) return next;
		const reason = input.reason.trim();
		if (reason === '') return refuse('reason_missing', { field: 'reason' });
		if (!(await tx.applications.advance(application.seen(input.version), next.value)))
			return refuse('stale_version');
		note({ before: { state: application.state }, after: { state: next.value, reason } });
		await tx.timeline.append({
			applicationId: application.id,
			kind: 'proposal_declined',
			audience: 'both',
			params: { reason }
		});
		await mailDecision(tx, ctx, found.value, { accepted: false, reason });
		return ok({ id: application.id });
	});
}

async function loadProposal(tx: Tx, permit: Verb['permit'], id: string) {
	const found = await loadCase(tx, id);
	if (!found.ok) return found;
	const { application, definition, subject } = found.value;
	const allowed = permit('proposal.decide', subject);
	if (!allowed.ok) return allowed;
	if (flowOf(definition).decides !== 'one_by_one') return refuse('not_found');
	const seen = (version: number) => ({ id: application.id, version, state: application.state });
	return ok({ ...found.value, application: { ...application, seen } });
}

/** Each representative of the proposer is told, in the language they read. */
async function mailDecision(
	tx: Tx,
	ctx: Context,
	{ application: { id, organisationId, code, title } }: OfficeCase,
	decision: DecidedProposal
): Promise<void> {
	await tell(ctx, tx, {
		to: await representativesOf(tx, organisationId),
		key: `proposal:${id}`,
		letter: proposalDecided({ code, title, decision, path: `/ho-so/${id}` })
	});
}
