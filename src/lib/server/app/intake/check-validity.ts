import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { advance, outcomeOf } from '#lib/domain/flow/machine.ts';
import { checkFindings, checklistOf } from '#lib/domain/intake/validity.ts';
import type { ValidityFindings } from '#lib/domain/intake/validity.ts';
import { mayBeValid } from '#lib/domain/organisations/standing.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { frozenRevision } from '../cases/applications/read-frozen-copy.ts';
import { issueInvalidNotice } from '../records/issue-invalid-notice.ts';
import { issueVerb } from '../records/issue-verb.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { loadCase } from '../cases/intake/load-case.ts';
import { mailInvalid } from '../steps/intake/mail-invalid.ts';

export interface CheckValidityInput extends ValidityFindings {
	readonly applicationId: string;
	readonly version: number;
}

/**
 * Finds a submitted dossier valid or invalid, item by item. The applicant of an invalid one is told why, by a
 * stored notice and by mail. It may be corrected until a council of the call is seated. Refuses
 * `validity_findings_wrong` (with every problem), `council_seated`, `organisation_unproved` and `claim_refused` (nothing
 * is valid before the office has ruled who speaks for the applicant), `state_forbids`, `stale_version`,
 * `tied_to_applicant`, `not_found` (also for a sealed dossier).
 */
export async function checkValidity(
	ctx: Context,
	input: CheckValidityInput
): Promise<Result<{ readonly state: ApplicationState }>> {
	const object: AuditedObject = { type: 'application', id: input.applicationId };
	// Only the notice of an invalid dossier is a paper.
	const act = input.valid ? transact : issueVerb;
	return act(ctx, 'check_validity', object, async ({ tx, permit, note }) => {
		const found = await loadCase(tx, input.applicationId);
		if (!found.ok) return found;
		const { application, call, definition, flow, lot, subject } = found.value;
		const allowed = permit('application.check_validity', subject);
		if (!allowed.ok) return allowed;

		const frozen = await frozenRevision(tx, application.revisionId, ctx.app.ids.sha256);
		if (frozen === undefined) throw new Error(`revision ${application.revisionId} is gone`);
		const fileKeys = frozen.revision.files.map(({ item }) => item);
		const checked = checkFindings(input, checklistOf(definition, lot.variant, fileKeys));
		if (!checked.ok) return checked;
		const findings = checked.value;

		// Seating moves all valid applications at once: it waits for checks under way, and they for it.
		await tx.intake.lockCall(call.id, 'share');
		const councils = await tx.councils.ofCall(call.id);
		if (councils.some(({ state }) => state === 'seated')) return refuse('council_seated');

		const event = findings.valid ? 'find_valid' : 'find_invalid';
		const outcome = outcomeOf(flow.application, event);
		if (!outcome.ok) return outcome;
		const target = outcome.value;
		// Held against the ruling: what is valid belongs to an organisation that the office has proved.
		const organisation = await tx.standings.hold(application.organisationId, 'share');
		const proved = findings.valid ? mayBeValid(organisation?.standing ?? 'claimed') : ok(true);
		if (!proved.ok) return proved;
		if (application.state !== target) {
			const next = advance(flow.application, application.state, event);
			if (!next.ok) return next;
		}
		const seen = { id: application.id, version: input.version, state: application.state };
		if (!(await tx.applications.advance(seen, target))) return refuse('stale_version');

		const before = await tx.intake.validity(application.id);
		const now = await tx.clock.now();
		await tx.intake.saveValidity({
			applicationId: application.id,
			...findings,
			checkedBy: actorId(ctx.actor),
			checkedAt: now
		});
		await tx.intake.clearTyped(application.id, 'validity');
		note({ before, after: { ...findings, state: target } });
		if (application.state === target && before?.reason === findings.reason) return ok({ state: target });

		await tx.timeline.append({
			applicationId: application.id,
			kind: findings.valid ? 'found_valid' : 'found_invalid',
			audience: 'both',
			params: findings.valid ? {} : { reason: findings.reason }
		});
		if (!findings.valid) {
			const notice = await issueInvalidNotice(tx, ctx, application.id);
			if (!notice.ok) return notice;
			const wrong = findings.items.filter(({ valid }) => !valid).map((item) => item.note);
			const reasons = [findings.reason, ...wrong.filter((text) => text !== findings.reason)];
			await mailInvalid(ctx, tx, application, call.title, reasons);
		}
		return ok({ state: target });
	});
}
