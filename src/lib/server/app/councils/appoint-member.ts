import { isCouncilRole } from '#lib/domain/councils/council-role.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { mayAppoint, recordAppointment } from './appointment-facts.ts';
import { roomForCouncilLetter } from './letter-room.ts';
import { loadManagedCouncil } from '../cases/councils/load-council.ts';
import { mailInvitation } from './mail-council.ts';

/**
 * Puts a person on a council: while it is formed, or as a replacement once it is seated (then invited at once).
 * Who sat before and left comes back with a new undertaking to sign. Refuses `council_role_unknown`,
 * `person_without_account`, `appointment_…`, `council_member_already`, `session_in_progress`, `state_forbids`,
 * `invitations_spent`, `not_found`.
 */
export async function appointMember(
	ctx: Context,
	input: {
		readonly councilId: string;
		readonly personId: string;
		readonly role: string;
		/** Why, where something is known of the person. */
		readonly reason?: string;
	}
): Promise<Result<{ readonly memberId: string }>> {
	const room = await roomForCouncilLetter(ctx, input.councilId, input.personId);
	if (!room.ok) return room;
	return transact(
		ctx,
		'appoint_member',
		{ type: 'council', id: input.councilId },
		async ({ tx, permit, note }) => {
			const loaded = await loadManagedCouncil({ tx, permit }, input.councilId);
			if (!loaded.ok) return loaded;
			const { council, call } = loaded.value;
			if (!isCouncilRole(input.role)) return refuse('council_role_unknown', { field: 'role' });
			const role: CouncilRole = input.role;
			await tx.councils.lock(council.id);
			const current = await tx.councils.find(council.id);
			if (current?.state === 'dissolved' || call.state === 'concluded' || call.state === 'cancelled') {
				return refuse('state_forbids', { params: { state: council.state, event: 'appoint' } });
			}
			// An acceptance that ties the person is either known here, or meets the seat.
			await tx.identity.lockPerson(input.personId);
			const person = await tx.councils.candidate(council.id, input.personId);
			if (person === undefined) return refuse('person_without_account', { field: 'personId' });
			const members = await tx.councils.members(council.id);
			const held = members.find(({ personId }) => personId === input.personId);
			if (held?.endedAt === null) return refuse('council_member_already', { params: { name: held.name } });
			const lots = await tx.councils.lots(council.id);
			// A session counts those who were appointed when it opened: nobody joins one under way.
			if (lots.some(({ sessionState }) => sessionState === 'open' || sessionState === 'tallied')) {
				return refuse('session_in_progress');
			}
			const reason = input.reason ?? '';
			const known = await mayAppoint(tx, { council, call }, person, { role, reason });
			if (!known.ok) return known;

			const memberId = held?.memberId ?? ctx.app.ids.v7();
			const at = await tx.clock.now();
			await tx.councils.appoint({ memberId, councilId: council.id, personId: input.personId, role, at });
			await recordAppointment(tx, ctx, memberId, { findings: known.value, reason, at });
			if (current?.state === 'seated') {
				const member = await tx.councils.member(memberId);
				if (member === undefined) throw new Error(`member ${memberId} is gone`);
				await mailInvitation(tx, ctx, member, council);
			}
			note({ after: { memberId, personId: input.personId, role, known: known.value, reason } });
			return ok({ memberId });
		}
	);
}
