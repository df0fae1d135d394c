import { flowOf } from '#lib/domain/flow/flow.ts';
import { can } from '#lib/domain/access/policy.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CallRow } from '../calls/ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';

export interface OpeningKeyView {
	readonly call: CallRow;
	/** Undefined: the call is not sealed by a key. */
	readonly key:
		{ readonly recipient: string; readonly holders: readonly string[]; readonly at: Date } | undefined;
	/** Whether the programme has an opening at all. */
	readonly opens: boolean;
	readonly mayChange: boolean;
}

/** The key of a call's opening: its public half and who holds the shares. Refuses `not_found`. */
export async function readOpeningKey(ctx: Context, callCode: string): Promise<Result<OpeningKeyView>> {
	const call = await ctx.app.db.read.calls.findByCode(callCode);
	if (call === undefined) return refuse('not_found');
	const subject = { programme: call.programme, callId: call.id };
	return ask(ctx, 'call.read_staff', subject, async (read) => {
		const [definition, key] = await Promise.all([
			read.definitions.find(call.definitionId),
			read.sealing.openingKey(call.id)
		]);
		return ok({
			call,
			key: key && {
				recipient: key.recipient,
				holders: key.holders.map(({ name }) => name),
				at: key.enrolledAt
			},
			opens: definition !== undefined && flowOf(definition.document).seals,
			mayChange: call.state === 'draft' && can(ctx.actor, 'call.manage', subject).ok
		});
	});
}
