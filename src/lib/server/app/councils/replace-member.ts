import { isUuid } from '#lib/domain/shared/ids.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { mayAppoint, recordAppointment } from './appointment-facts.ts';
import { roomForCouncilLetter } from './letter-room.ts';
import { loadManagedCouncil } from '../cases/councils/load-council.ts';
import { mailInvitation } from './mail-council.ts';

/**
 * Puts a person in the place of a member of a seated council, in the same role and in one step, so that the council is
 * never without it; for a member who is recused or cannot come. The new one signs and declares anew. Refuses
 * `reason_missing`, `council_not_seated`, `session_in_progress`, `person_without_account`,
 * `council_member_already` {name}, `already_done` (the seat has ended), `invitations_spent`,
 * `not_found`.
 */
export async function replaceMember(
	ctx: Context,
	input: { readonly memberId: string; readonly personId: string; readonly reason: string }
): Promise<Result<{ readonly memberId: string }>> {
	const object: AuditedObject = { type: 'council_member', id: input.memberId };
	const seat = isUuid(input.memberId) ? await ctx.app.db.read.councils.member(input.memberId) : undefined;
	const room = await roomForCouncilLetter(ctx, seat?.councilId ?? '', input.personId);
	if (!room.ok) return room;
	return transact(ctx, 'replace_member', object, async ({ tx, permit, note }) => {
		const leaving = await tx.councils.member(input.memberId);
		if (leaving === undefined) return refuse('not_found');
		const loaded = await loadManagedCouncil({ tx, permit }, leaving.councilId);
		if (!loaded.ok) return loaded;
		const reason = cleanText(input.reason);
		if (reason === '') return refuse('reason_missing', { field: 'reason' });
		await tx.councils.lock(leaving.councilId);
		const council = await tx.councils.find(leaving.councilId);
		if (council?.state !== 'seated') return refuse('council_not_seated');
		const lots = await tx.councils.lots(council.id);
		if (lots.some(({ sessionState }) => sessionState === 'open' || sessionState === 'tallied')) {
			return refuse('session_in_progress');
		}
		await tx.identity.lockPerson(input.personId);
		const person = await tx.councils.candidate(council.id, input.personId);
		if (person === undefined) return refuse('person_without_account', { field: 'personId' });
		const held = (await tx.councils.members(council.id)).find(({ personId }) => personId === input.personId);
		if (held?.endedAt === null) return refuse('council_member_already', { params: { name: held.name } });
		const known = await mayAppoint(tx, loaded.value, person, { role: leaving.role, reason });
		if (!known.ok) return known;

		const at = await tx.clock.now();
		if (!(await tx.councils.end(leaving.memberId, at))) return refuse('already_done');
		const memberId = held?.memberId ?? ctx.app.ids.v7();
		const { role } = leaving;
		await tx.councils.appoint({ memberId, councilId: council.id, personId: input.personId, role, at });
		await recordAppointment(tx, ctx, memberId, { findings: known.value, reason, at });
		const member = await tx.councils.member(memberId);
		if (member === undefined) throw new Error(`member ${memberId} is gone`);
		await mailInvitation(tx, ctx, member, council);
		note({
			before: { memberId: leaving.memberId, personId: leaving.personId, role },
			after: { memberId, personId: input.personId, role, councilId: council.id, reason }
		});
		return ok({ memberId });
	});
}
