import type { Check } from '#lib/domain/operations/readiness.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { lookAround } from './look-around.ts';

/** What is missing before the portal opens, and what is not right while it runs. Refuses `not_found`. */
export async function readReadiness(
	ctx: Context
): Promise<Result<{ readonly checks: readonly Check[]; readonly at: Date }>> {
	return ask(ctx, 'operations.read', {}, async (read) => ok(await lookAround(ctx.app, read)));
}
