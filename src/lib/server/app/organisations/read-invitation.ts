import { isStaff } from '#lib/domain/access/actor.ts';
import { findingsOnAcceptance } from '#lib/domain/access/late-ties.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { FindingRow, InvitationRow } from '../ties/ports.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';

export interface ReceivedInvitation {
	readonly invitation: InvitationRow;
	readonly expired: boolean;
	/** What would have to be ruled on before the membership begins. */
	readonly needsRuling: { readonly seat: boolean; readonly office: boolean };
	/** Accepted, and nobody may rule on it before somebody is appointed to act for the director. */
	readonly rulerMissing: boolean;
	/** Once accepted: what became of it. */
	readonly findings: readonly Pick<FindingRow, 'id' | 'ruling' | 'rulingNote' | 'part'>[];
}

/** An invitation for the person whose address it was sent to. Refuses `not_found` to everybody else. */
export async function readInvitation(ctx: Context, id: string): Promise<Result<ReceivedInvitation>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	return ask(ctx, 'invitation.answer', {}, async (read) => {
		const invitation = isUuid(id) ? await read.ties.invitation(id) : undefined;
		if (invitation === undefined || invitation.email !== person.value.email) return refuse('not_found');
		const [now, seats, findings] = await Promise.all([
			read.clock.now(),
			read.ties.seatsFor(person.value.personId, invitation.organisationId),
			read.ties.findingsOf(id)
		]);
		const parts = findingsOnAcceptance({ staff: isStaff(person.value), seats });
		const open = findings.filter(({ ruling }) => ruling === null);
		const rulers = await Promise.all(open.map((finding) => read.ties.rulersOf(finding)));
		return ok({
			invitation,
			rulerMissing: rulers.some((found) => found.length === 0),
			expired: invitation.state === 'waiting' && invitation.expiresAt <= now,
			needsRuling: {
				seat: parts.some(({ part }) => part === 'seat'),
				office: parts.some(({ part }) => part === 'office')
			},
			findings: findings.map(({ id: findingId, ruling, rulingNote, part }) => ({
				id: findingId,
				ruling,
				rulingNote,
				part
			}))
		});
	});
}
