import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { SetUpStep } from './ports.ts';

/** Keeps that a step of the set-up was done with these settings. Refuses `not_found` to everybody but the command. */
export async function recordStep(
	ctx: Context,
	{
		step,
		mark
	}: { readonly step: Exclude<SetUpStep, 'letter_sent' | 'letter_answered'>; readonly mark: string }
): Promise<Result<true>> {
	if (ctx.actor.kind !== 'system') return refuse('not_found');
	return transact(ctx, 'record_set_up', { type: 'set_up', id: step }, async ({ tx, note }) => {
		await tx.setUp.add({ id: ctx.app.ids.v7(), step, mark, codeHash: '' });
		note({ after: { step } });
		return ok(true);
	});
}
