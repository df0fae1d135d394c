import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { spendInvitation } from '../cases/identity/invitation-limits.ts';
import { actorId } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/**
 * Counts the letter that an appointment to a seated council writes. Seating one is not counted: it happens once, to
 * whoever was appointed before. An actor who may not appoint spends nothing of anybody's. Refuses `invitations_spent`.
 */
export async function roomForCouncilLetter(
	ctx: Context,
	councilId: string,
	personId: string
): Promise<Result<true>> {
	if (!can(ctx.actor, 'council.manage').ok || !isUuid(councilId) || !isUuid(personId)) return ok(true);
	const { councils, identity } = ctx.app.db.read;
	const [council, person] = [await councils.find(councilId), await identity.findPerson(personId)];
	if (council?.state !== 'seated' || person?.account === undefined) return ok(true);
	const by = actorId(ctx.actor);
	return spendInvitation(ctx, 'council', { by, about: councilId, to: [person.account.email] });
}
