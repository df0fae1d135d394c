import { flowOfCall } from '../../cases/calls/flow-of-call.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../../ports.ts';
import { issueInvalidNotice } from '../../records/issue-invalid-notice.ts';
import { actorId } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';
import { mailInvalid } from './mail-invalid.ts';

/**
 * Makes a submitted dossier invalid for a reason that lies outside it, as a check of validity would: with its record,
 * its notice, its mail. Sealed ones too: the applicant is told at once, the office reads it after the opening.
 * Refuses `not_found`, `state_forbids`, `stale_version`.
 */
export async function makeInvalid(
	ctx: Context,
	tx: Tx,
	applicationId: string,
	reason: string
): Promise<Result<true>> {
	const application = await tx.applications.lock(applicationId);
	if (application === undefined || application.code === null) return refuse('not_found');
	const call = await tx.calls.find(application.callId);
	if (call === undefined) return refuse('not_found');
	const flow = await flowOfCall(tx, call);
	const next = advance(flow.application, application.state, 'find_invalid');
	if (!next.ok) return next;
	if (!(await tx.applications.advance(application, next.value))) return refuse('stale_version');
	await tx.intake.saveValidity({
		applicationId,
		valid: false,
		items: [],
		reason,
		checkedBy: actorId(ctx.actor),
		checkedAt: await tx.clock.now()
	});
	await tx.intake.clearTyped(applicationId, 'validity');
	await tx.timeline.append({ applicationId, kind: 'found_invalid', audience: 'both', params: { reason } });
	const notice = await issueInvalidNotice(tx, ctx, applicationId);
	if (!notice.ok) return notice;
	await mailInvalid(ctx, tx, { ...application, code: application.code }, call.title, [reason]);
	return ok(true);
}
