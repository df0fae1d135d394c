import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { APPLICATION_MACHINE } from '#lib/domain/workflow/application.ts';
import { withinWindow } from '#lib/domain/workflow/application-window.ts';
import { advance } from '#lib/domain/workflow/machine.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { mailWithdrawn } from './application-mail.ts';
import { caseOf, subjectOf } from './application-case.ts';

/**
 * Takes a submitted dossier back, until the deadline. It is never opened or scored; the organisation may begin anew.
 * Refusals: `sign_in_needed`, `not_found`, `state_forbids`, `window_closed`, `stale_version`.
 */
export async function withdrawApplication(
	ctx: Context,
	input: { readonly id: string; readonly version: number }
): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.id)) return refuse('not_found');
	return transact(
		ctx,
		'withdraw_application',
		{ type: 'application', id: input.id },
		async ({ tx, permit, note }) => {
			const now = await tx.clock.now();
			const application = await tx.applications.lock(input.id);
			if (application === undefined) return refuse('not_found');
			const of = await caseOf(tx, application);
			const allowed = permit('application.withdraw', subjectOf(of));
			if (!allowed.ok) return allowed;
			const next = advance(APPLICATION_MACHINE, application.state, 'withdraw');
			if (!next.ok) return next;
			const open = withinWindow(of.call, now);
			if (!open.ok) return open;
			if (!(await tx.applications.withdraw({ ...application, version: input.version })))
				return refuse('stale_version');
			await tx.timeline.append({
				applicationId: application.id,
				kind: 'withdrawn',
				audience: 'both',
				params: { person: person.value.name }
			});
			await mailWithdrawn(ctx, tx, { of, at: now, person: person.value.name });
			note({
				onBehalfOf: application.organisationId,
				before: { state: application.state },
				after: { state: next.value }
			});
			return ok(true);
		}
	);
}
