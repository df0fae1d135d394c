import { flowOf } from '#lib/domain/flow/flow.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { publicationProblems } from './call-draft.ts';
import { fundRoomOf } from './fund-room.ts';
import { heldCall } from '../cases/calls/held-call.ts';

/** Publishes a call and freezes its definition. Refuses with every problem at once (`call_incomplete`). What its source has then is kept. */
export async function publishCall(
	ctx: Context,
	input: { readonly code: string; readonly version: number }
): Promise<Result<{ readonly id: string }>> {
	return transact(ctx, 'publish_call', { type: 'call', id: input.code }, async ({ tx, permit, note }) => {
		// Held against a change of its list while the list is judged.
		const call = await heldCall(tx, input.code);
		if (call === undefined) return refuse('not_found');
		const allowed = permit('call.manage', { programme: call.programme });
		if (!allowed.ok) return allowed;
		const definition = await tx.definitions.find(call.definitionId);
		if (definition === undefined) return refuse('programme_unknown');
		const next = advance(flowOf(definition.document).call, call.state, 'publish');
		if (!next.ok) return next;
		const lots = await tx.calls.lots(call.id);
		const now = await tx.clock.now();
		const first = call.againOf === null ? undefined : await tx.calls.find(call.againOf);
		const problems = publicationProblems(call, definition.document, lots, {
			now,
			calendar: await tx.calendar.working(),
			first
		});
		if (problems.length > 0) return refuse('call_incomplete', { causes: problems });
		if (!(await tx.calls.publish({ ...call, version: input.version }, next.value)))
			return refuse('stale_version');
		const room = await fundRoomOf(tx, call);
		await tx.definitions.freeze(call.definitionId);
		note({
			objectId: call.id,
			before: { state: call.state },
			after: { state: next.value, definition: definition.hash, ...(room && { room }) }
		});
		return ok({ id: call.id });
	});
}
