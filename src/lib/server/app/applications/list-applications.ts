import { scopeOf } from '#lib/domain/access/policy.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { OwnApplication, OwnListFilter } from './ports.ts';

export interface OwnList {
	readonly rows: readonly OwnApplication[];
	readonly total: number;
	readonly now: Date;
}

/** The applications of the organisations that the person acts for. Refusals: `sign_in_needed`, `not_found`. */
export async function listOwnApplications(ctx: Context, filter: OwnListFilter): Promise<Result<OwnList>> {
	return ask(ctx, 'application.read_own', {}, async (read) => {
		const list = await read.applications.listOwn(scopeOf(ctx.actor, 'application.read_own'), filter);
		return ok({ ...list, now: await read.clock.now() });
	});
}
