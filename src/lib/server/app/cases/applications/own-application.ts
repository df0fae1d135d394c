import { flowOf } from '#lib/domain/flow/flow.ts';
import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../../use-case.ts';
import { subjectOf } from './application-case.ts';
import type { ApplicationCase } from './application-case.ts';

/** An application as its own side reads it. Refusals: `sign_in_needed`, `not_found` (also for another's). */
export async function ownApplication(
	ctx: Context,
	id: string
): Promise<Result<ApplicationCase & { readonly now: Date }>> {
	if (ctx.actor.kind === 'visitor') return refuse('sign_in_needed');
	const { read } = ctx.app.db;
	const row = isUuid(id) ? await read.applications.findCase(id) : undefined;
	if (row === undefined) return refuse('not_found');
	const definition = await read.definitions.find(row.call.definitionId);
	if (definition === undefined) throw new Error(`application ${id} has lost its definition`);
	const found = { ...row, definition, flow: flowOf(definition.document) };
	const allowed = can(ctx.actor, 'application.read_own', subjectOf(found));
	return allowed.ok ? ok(found) : allowed;
}
