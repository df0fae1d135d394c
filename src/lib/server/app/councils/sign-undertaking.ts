import { currentUndertaking, undertakingBytes } from '#lib/domain/councils/undertaking.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { loadCouncil } from '../cases/councils/load-council.ts';
import { seatAmong } from '../cases/councils/seat-of.ts';

/**
 * Signs the confidentiality undertaking of a seated council: time and SHA-256 of the text are kept. Signing again
 * changes nothing. Refuses `council_not_seated`, `not_found`, `sign_in_needed`.
 */
export async function signUndertaking(
	ctx: Context,
	input: { readonly councilId: string }
): Promise<Result<{ readonly hash: string }>> {
	return transact(
		ctx,
		'sign_undertaking',
		{ type: 'council', id: input.councilId },
		async ({ tx, permit, note }) => {
			const loaded = await loadCouncil(tx, input.councilId);
			if (!loaded.ok) return loaded;
			const { council, subject } = loaded.value;
			const allowed = permit('conflict.declare', subject);
			if (!allowed.ok) return allowed;
			const seat = seatAmong(ctx, await tx.councils.members(council.id));
			if (!seat.ok) return seat;
			if (council.state !== 'seated') return refuse('council_not_seated');
			const text = currentUndertaking();
			const hash = ctx.app.ids.sha256(undertakingBytes(text));
			const signed = await tx.councils.sign(seat.value.memberId, await tx.clock.now(), hash);
			note({ after: { memberId: seat.value.memberId, version: text.version, hash, signedBefore: !signed } });
			return ok({ hash });
		}
	);
}
