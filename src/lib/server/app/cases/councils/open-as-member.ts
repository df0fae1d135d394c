import { can } from '#lib/domain/access/policy.ts';
import type { Subject } from '#lib/domain/access/policy.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../../use-case.ts';
import { councilStanding } from './council-standing.ts';

/**
 * Whether a member of a council of the call may open what belongs to this dossier: after the undertaking and the
 * declaration, and without a conflict. Refuses `not_found` for who has no seat, else what `mayOpenDossier` says.
 */
export async function openAsMember(
	ctx: Context,
	application: { readonly id: string; readonly lotId: string; readonly callId: string },
	subject: Subject
): Promise<Result<true>> {
	const allowed = can(ctx.actor, 'dossier.read', subject);
	if (!allowed.ok) return allowed;
	if (ctx.actor.kind !== 'person') return ok(true);
	let refusal: Refusal = { code: 'not_found' };
	for (const seat of ctx.actor.seats.filter(({ callId }) => callId === application.callId)) {
		const standing = await councilStanding(ctx.app.db.read, seat.councilId, application.lotId);
		const may = standing?.mayOpenDossier(seat.memberId, application.id);
		if (may?.ok === true) return may;
		if (may !== undefined) ({ refusal } = may);
	}
	return { ok: false, refusal };
}
