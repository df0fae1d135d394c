import { shareHolders, shareLine } from '#lib/domain/intake/opening-key.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { permittedCall } from '../cases/calls/held-call.ts';
import { actorId, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/** One official's share, as it is handed over once: nothing keeps it here. */
export interface HandedOver {
	readonly name: string;
	readonly number: number;
	readonly line: string;
}

/**
 * Seals the dossiers of a call: makes the key of its opening and hands three officials their shares, of which two open.
 * A key that is there is replaced, and its shares open nothing any more. Only before the publication. Refusals:
 * `not_found`, `opening_key_after_publication`, `opening_not_in_flow`, those of `shareHolders`, `stale_version`.
 */
export async function enrolOpeningKey(
	ctx: Context,
	input: {
		readonly callCode: string;
		/** The key that stood on the page; '' where none did. */
		readonly seen: string;
		readonly holders: readonly string[];
	}
): Promise<Result<readonly HandedOver[]>> {
	return transact(ctx, 'enrol_opening_key', { type: 'call', id: '' }, async (verb) => {
		const { tx, note } = verb;
		const found = await permittedCall(verb, input.callCode, 'call.manage');
		if (!found.ok) return found;
		const call = found.value;
		if (call.state !== 'draft') return refuse('opening_key_after_publication');
		const definition = await tx.definitions.find(call.definitionId);
		if (definition === undefined || !flowOf(definition.document).seals) return refuse('opening_not_in_flow');
		const names = shareHolders(input.holders);
		if (!names.ok) return names;
		const before = await tx.sealing.openingKey(call.id);
		// A page that is sent again by a reload would make another key, and its shares would be the wrong ones.
		if ((before?.recipient ?? '') !== input.seen) return refuse('stale_version');
		const { recipient, shares } = await ctx.app.sealing.makeOpeningKey();
		await tx.sealing.setOpeningKey({
			callId: call.id,
			recipient,
			holders: names.value.map((name, index) => ({
				name,
				mark: ctx.app.ids.sha256(shares[index] ?? new Uint8Array())
			})),
			enrolledBy: actorId(ctx.actor),
			enrolledAt: await tx.clock.now()
		});
		note({
			before: before === undefined ? undefined : { recipient: before.recipient },
			after: { recipient, holders: names.value }
		});
		return ok(
			names.value.map((name, index) => {
				const secret = Buffer.from(shares[index] ?? new Uint8Array()).toString('base64url');
				return {
					name,
					number: index + 1,
					line: shareLine({ callCode: call.code, number: index + 1, secret })
				};
			})
		);
	});
}

/** Gives the sealing up, before the publication. Refusals: `not_found`, `opening_key_after_publication`, `opening_key_missing`. */
export async function giveUpOpeningKey(
	ctx: Context,
	input: { readonly callCode: string }
): Promise<Result<true>> {
	return transact(ctx, 'give_up_opening_key', { type: 'call', id: '' }, async (verb) => {
		const { tx, note } = verb;
		const found = await permittedCall(verb, input.callCode, 'call.manage');
		if (!found.ok) return found;
		const call = found.value;
		if (call.state !== 'draft') return refuse('opening_key_after_publication');
		const before = await tx.sealing.openingKey(call.id);
		if (before === undefined || !(await tx.sealing.removeOpeningKey(call.id)))
			return refuse('opening_key_missing');
		note({ before: { recipient: before.recipient } });
		return ok(true);
	});
}
