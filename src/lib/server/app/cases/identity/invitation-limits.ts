import { INVITATION_LIMITS } from '#lib/domain/access/invitation-limits.ts';
import type { InvitationKind, InvitationLimit } from '#lib/domain/access/invitation-limits.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../../use-case.ts';

const DAY = 86_400;

/**
 * Counts letters of invitation before they are written: by who asks, what for, and to which address; the same whether
 * or not an address has an account. Ask before the transaction opens. Refuses `invitations_spent`.
 */
export async function spendInvitation(
	ctx: Context,
	kind: InvitationKind,
	letters: { readonly by: string; readonly about?: string; readonly to: readonly string[] }
): Promise<Result<true>> {
	const limit: InvitationLimit = INVITATION_LIMITS[kind];
	for (const to of letters.to) {
		const counters: (readonly [key: string, points: number])[] = [
			[`invites:${kind}:by:${letters.by}`, limit.by],
			...(limit.about === undefined || letters.about === undefined
				? []
				: [[`invites:${kind}:about:${letters.about.slice(0, 60)}`, limit.about] as const]),
			[`invites:${kind}:to:${to}`, limit.to]
		];
		for (const [key, points] of counters) {
			const room = await ctx.app.attempts.spend(key, points, DAY);
			if (!room.ok) return refuse('invitations_spent');
		}
	}
	return ok(true);
}
