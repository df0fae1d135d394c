import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { draftProblems } from './call-draft.ts';
import type { CallDraft } from './ports.ts';

/** Changes a draft. A published call stands as it was published. */
export async function editCall(
	ctx: Context,
	input: { readonly code: string; readonly version: number; readonly draft: CallDraft }
): Promise<Result<{ readonly id: string }>> {
	return transact(ctx, 'edit_call', { type: 'call', id: input.code }, async ({ tx, permit, note }) => {
		const call = await tx.calls.findByCode(input.code);
		if (call === undefined) return refuse('not_found');
		const allowed = permit('call.manage', { programme: call.programme });
		if (!allowed.ok) return allowed;
		if (call.state !== 'draft')
			return refuse('state_forbids', { params: { state: call.state, event: 'edit' } });
		const problems = draftProblems(input.draft);
		if (problems.length > 0) return refuse('call_incomplete', { causes: problems });
		if (!(await tx.calls.edit({ id: call.id, version: input.version }, input.draft)))
			return refuse('stale_version');
		note({ objectId: call.id, before: call, after: input.draft });
		return ok({ id: call.id });
	});
}

export interface NewLot {
	readonly code: string;
	readonly title: Localized;
	readonly variant: string;
	readonly proposerId?: string;
	readonly proposalApplicationId?: string;
	readonly objectives?: string;
	readonly expectedProducts?: string;
}

/** Adds a task of the list (nhiệm vụ trong danh mục) to a draft. */
export async function addLot(
	ctx: Context,
	input: { readonly callCode: string; readonly lot: NewLot }
): Promise<Result<{ readonly lotId: string }>> {
	return transact(ctx, 'add_lot', { type: 'call', id: input.callCode }, async ({ tx, permit, note }) => {
		const call = await tx.calls.findByCode(input.callCode);
		if (call === undefined) return refuse('not_found');
		const allowed = permit('call.manage', { programme: call.programme });
		if (!allowed.ok) return allowed;
		if (call.state !== 'draft')
			return refuse('state_forbids', { params: { state: call.state, event: 'add_lot' } });
		const definition = await tx.definitions.find(call.definitionId);
		const known = definition?.document.variants.some(({ key }) => key === input.lot.variant) ?? false;
		if (!known) return refuse('variant_unknown', { field: 'variant' });
		if (input.lot.title.vi === '') return refuse('lot_title_missing', { field: 'lotTitleVi' });
		if (input.lot.code === '') return refuse('lot_code_missing', { field: 'lotCode' });
		const lots = await tx.calls.lots(call.id);
		if (lots.some(({ code }) => code === input.lot.code))
			return refuse('lot_code_taken', { field: 'lotCode' });
		const id = ctx.app.ids.v7();
		await tx.calls.addLot(call.id, {
			id,
			code: input.lot.code,
			title: input.lot.title,
			variant: input.lot.variant,
			proposerId: input.lot.proposerId ?? null,
			proposalApplicationId: input.lot.proposalApplicationId ?? null,
			objectives: input.lot.objectives ?? '',
			expectedProducts: input.lot.expectedProducts ?? ''
		});
		note({ objectId: call.id, after: input.lot });
		return ok({ lotId: id });
	});
}
