import { APPLICATION_MACHINE } from '#lib/domain/workflow/application.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { advance } from '#lib/domain/workflow/machine.ts';
import { checkFindings, checklistOf } from '#lib/domain/intake/validity.ts';
import type { ValidityFindings } from '#lib/domain/intake/validity.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { frozenRevision } from '../applications/read-frozen-copy.ts';
import { addressOf, post } from '../identity/links.ts';
import type { Tx } from '../ports.ts';
import { issueInvalidNotice } from '../records/issue-invalid-notice.ts';
import { issueVerb } from '../records/issue-verb.ts';
import { actorId, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { loadCase } from './load-case.ts';
import type { OfficeCase } from './load-case.ts';

export interface CheckValidityInput extends ValidityFindings {
	readonly applicationId: string;
	readonly version: number;
}

/**
 * Finds a submitted dossier valid or invalid, item by item. The applicant of an invalid one is told why, by a
 * stored notice and by mail. It may be corrected until a council of the call is seated. Refuses
 * `validity_findings_wrong` (with every problem), `council_seated`, `state_forbids`, `stale_version`,
 * `tied_to_applicant`, `not_found` (also for a sealed dossier).
 */
export async function checkValidity(
	ctx: Context,
	input: CheckValidityInput
): Promise<Result<{ readonly state: ApplicationState }>> {
	const object = { type: 'application', id: input.applicationId };
	// Only the notice of an invalid dossier is a paper.
	const act = input.valid ? transact : issueVerb;
	return act(ctx, 'check_validity', object, async ({ tx, permit, note }) => {
		const found = await loadCase(tx, input.applicationId);
		if (!found.ok) return found;
		const { application, call, definition, lot, subject } = found.value;
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

		const target: ApplicationState = findings.valid ? 'valid' : 'invalid';
		if (application.state !== target) {
			const next = advance(
				APPLICATION_MACHINE,
				application.state,
				findings.valid ? 'find_valid' : 'find_invalid'
			);
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
			await mailInvalid(tx, ctx, found.value, findings);
		}
		return ok({ state: target });
	});
}

/** Each representative is told, in the language they read: the reason, then what is wrong with each item. */
async function mailInvalid(
	tx: Tx,
	ctx: Context,
	found: OfficeCase,
	findings: ValidityFindings
): Promise<void> {
	const { application, call } = found;
	const wrong = findings.items.filter(({ valid }) => !valid).map(({ note }) => note);
	for (const { email, name, locale } of await tx.intake.contacts(application.organisationId)) {
		const letter = ctx.app.letters.invalidApplication(
			{
				name,
				code: application.code,
				call: localizedText(call.title, locale),
				reasons: [findings.reason, ...wrong.filter((note) => note !== findings.reason)],
				url: addressOf(ctx, `/ho-so/${application.id}`, locale)
			},
			locale
		);
		const key = `invalid:${application.id}:${String(application.version)}:${email}`;
		await post(tx, { email, name, language: locale }, key, letter);
	}
}
