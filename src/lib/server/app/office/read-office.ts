import { can } from '#lib/domain/access/policy.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { LetterheadRow, OfficeUnit } from './ports.ts';

export interface OfficeView {
	readonly today: CalendarDate;
	readonly letterheads: readonly LetterheadRow[];
	readonly units: readonly OfficeUnit[];
	readonly may: { readonly manage: boolean };
}

/** Letterhead, units, names and heads, past, present and to come. Refuses `not_found`. */
export async function readOffice(ctx: Context): Promise<Result<OfficeView>> {
	return ask(ctx, 'office.read', {}, async (read) =>
		ok({
			today: vietnamDateOf(await read.clock.now()),
			letterheads: await read.office.letterheads(),
			units: await read.office.units(),
			may: { manage: can(ctx.actor, 'office.manage').ok }
		})
	);
}
