import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/** A new source of money. Refusals: `not_found` (not the reader's to make), `fund_code_taken`. */
export async function createFundSource(
	ctx: Context,
	input: { readonly code: string; readonly name: Localized }
): Promise<Result<{ readonly sourceId: string }>> {
	return transact(
		ctx,
		'create_fund_source',
		{ type: 'fund_source', id: '' },
		async ({ tx, permit, note }) => {
			const allowed = permit('fund.create');
			if (!allowed.ok) return allowed;
			const id = ctx.app.ids.v7();
			const made = await tx.funds.create({ id, code: input.code, name: input.name });
			if (!made) return refuse('fund_code_taken', { field: 'code' });
			note({ objectId: id, after: { code: input.code, name: input.name.vi } });
			return ok({ sourceId: id });
		}
	);
}
