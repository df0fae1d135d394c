import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';

/** Invitations that one person of the office has the portal write within a day: a training room has room. */
const OF_STAFF = 100;
/** To one address, whoever asks. */
const TO_ADDRESS = 3;
const DAY = 86_400;

/**
 * Counts an invitation of the office before it is written, by who asks and to which address; the same whether or not
 * the address has an account. Refuses `invitations_spent`.
 */
export async function spendInvitation(
	ctx: Context,
	invitation: { readonly by: string; readonly to: string }
): Promise<Result<true>> {
	const counters = [
		[`staff-invites-by:${invitation.by}`, OF_STAFF],
		[`staff-invites-to:${invitation.to}`, TO_ADDRESS]
	] as const;
	for (const [key, points] of counters) {
		const room = await ctx.app.attempts.spend(key, points, DAY);
		if (!room.ok) return refuse('invitations_spent');
	}
	return ok(true);
}
