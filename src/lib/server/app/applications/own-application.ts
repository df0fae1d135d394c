import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import { caseOf, subjectOf } from './application-case.ts';
import type { ApplicationCase } from './application-case.ts';

/** An application as its own side reads it. Refusals: `sign_in_needed`, `not_found` (also for another's). */
export async function ownApplication(ctx: Context, id: string): Promise<Result<ApplicationCase>> {
	if (ctx.actor.kind === 'visitor') return refuse('sign_in_needed');
	const { read } = ctx.app.db;
	const application = isUuid(id) ? await read.applications.find(id) : undefined;
	if (application === undefined) return refuse('not_found');
	const found = await caseOf(read, application);
	const allowed = can(ctx.actor, 'application.read_own', subjectOf(found));
	return allowed.ok ? ok(found) : allowed;
}
