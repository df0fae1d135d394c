import { can } from '#lib/domain/access/policy.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { SignerRow } from './ports.ts';

/** Who signs which papers, past, present and to come. Refuses `not_found`. */
export async function readSigners(ctx: Context): Promise<
	Result<{
		readonly today: CalendarDate;
		readonly signers: readonly SignerRow[];
		readonly may: { readonly manage: boolean };
	}>
> {
	return ask(ctx, 'office.read', {}, async (read) =>
		ok({
			today: vietnamDateOf(await read.clock.now()),
			signers: await read.office.signers(),
			may: { manage: can(ctx.actor, 'office.manage').ok }
		})
	);
}
