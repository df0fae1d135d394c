import { flowOf } from '#lib/domain/flow/flow.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { draftProblems } from './call-draft.ts';
import { heldCall } from '../cases/calls/held-call.ts';
import type { CallDraft, CallRow } from './ports.ts';

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
		await renameOnlyLot(tx, call, input.draft);
		note({ objectId: call.id, before: call, after: input.draft });
		return ok({ id: call.id });
	});
}

/** A programme without a list of tasks has one lot, made with the call: it is called as the call is. */
async function renameOnlyLot(tx: Tx, call: CallRow, { title }: CallDraft): Promise<void> {
	const definition = await tx.definitions.find(call.definitionId);
	if (definition !== undefined && flowOf(definition.document).listsTasks) return;
	for (const { callId, position: _position, ...lot } of await tx.calls.lots(call.id)) {
		if (lot.title.vi === title.vi && lot.title.en === title.en) continue;
		await tx.calls.removeLot(callId, lot.id);
		await tx.calls.addLot(callId, { ...lot, title });
	}
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
		const call = await heldCall(tx, input.callCode);
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

/** Takes a task off the list of a draft. */
export async function removeLot(
	ctx: Context,
	input: { readonly callCode: string; readonly lotId: string }
): Promise<Result<{ readonly lotId: string }>> {
	return transact(ctx, 'remove_lot', { type: 'call', id: input.callCode }, async ({ tx, permit, note }) => {
		const call = await heldCall(tx, input.callCode);
		if (call === undefined) return refuse('not_found');
		const allowed = permit('call.manage', { programme: call.programme });
		if (!allowed.ok) return allowed;
		if (call.state !== 'draft')
			return refuse('state_forbids', { params: { state: call.state, event: 'remove_lot' } });
		const lot = (await tx.calls.lots(call.id)).find(({ id }) => id === input.lotId);
		if (lot === undefined) return refuse('lot_gone');
		// An accepted proposal was told that its task is on this list.
		if (lot.proposalApplicationId !== null) return refuse('lot_promised');
		await tx.calls.removeLot(call.id, lot.id);
		note({ objectId: call.id, before: lot });
		return ok({ lotId: lot.id });
	});
}
