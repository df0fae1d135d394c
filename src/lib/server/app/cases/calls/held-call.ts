import type { Action } from '#lib/domain/access/policy.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../../ports.ts';
import type { Verb } from '../../use-case.ts';
import type { CallRow } from '../../calls/ports.ts';

/** The call, held until the transaction ends: what is read of it still stands when it is changed. */
export async function heldCall(tx: Tx, code: string): Promise<CallRow | undefined> {
	const call = await tx.calls.findByCode(code);
	if (call === undefined) return undefined;
	await tx.intake.lockCall(call.id, 'update');
	return tx.calls.find(call.id);
}

/** The same for who may do the action with it: nobody else holds it, even for a moment. Refuses `not_found`. */
export async function permittedCall(
	{ tx, permit, note }: Verb,
	code: string,
	action: Action
): Promise<Result<CallRow>> {
	const known = await tx.calls.findByCode(code);
	if (known === undefined) return refuse('not_found');
	const allowed = permit(action, { programme: known.programme, callId: known.id });
	if (!allowed.ok) return allowed;
	note({ objectId: known.id });
	const call = await heldCall(tx, code);
	return call === undefined ? refuse('not_found') : ok(call);
}
