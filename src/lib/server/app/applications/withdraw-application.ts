import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { withinOwnWindow } from '#lib/domain/workflow/application-window.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import type { Context } from '../use-case.ts';
import { actOnOwnApplication } from './act-on-own-application.ts';
import type { SeenApplication } from './act-on-own-application.ts';
import { mailWithdrawn } from './application-mail.ts';

/**
 * Takes a submitted dossier back, until the deadline. It is never opened or scored; the organisation may begin anew.
 * Refusals: `sign_in_needed`, `not_found`, `state_forbids`, `window_closed`, `stale_version`.
 */
export async function withdrawApplication(ctx: Context, seen: SeenApplication): Promise<Result<true>> {
	return actOnOwnApplication(
		ctx,
		'withdraw_application',
		'application.withdraw',
		seen.id,
		async ({ tx, note, of, now, person }) => {
			const { application, call } = of;
			const next = advance(of.flow.application, application.state, 'withdraw');
			if (!next.ok) return next;
			const open = withinOwnWindow(application, call, now);
			if (!open.ok) return open;
			if (!(await tx.applications.withdraw({ ...application, version: seen.version }, next.value)))
				return refuse('stale_version');
			await tx.timeline.append({
				applicationId: application.id,
				kind: 'withdrawn',
				audience: 'both',
				params: { person: person.name }
			});
			await mailWithdrawn(ctx, tx, { of, at: now, person: person.name });
			note({
				onBehalfOf: application.organisationId,
				before: { state: application.state },
				after: { state: next.value }
			});
			return ok(true);
		}
	);
}
