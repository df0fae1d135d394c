import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

function lastRepresentative(
	members: readonly { role: string; personId: string }[],
	personId: string
): boolean {
	return !members.some((member) => member.role === 'representative' && member.personId !== personId);
}

/**
 * Ends what a person may do for the organisation, now; their sessions end too.
 * Refusals: `not_found`, `last_representative`, `already_done`.
 */
export async function removeMember(
	ctx: Context,
	input: { readonly organisationId: string; readonly grantId: string }
): Promise<Result<true>> {
	const { organisationId, grantId } = input;
	return transact(
		ctx,
		'remove_member',
		{ type: 'organisation', id: organisationId },
		async ({ tx, permit, note }) => {
			const allowed = permit('organisation.members', { organisationId });
			if (!allowed.ok) return allowed;
			if (!isUuid(organisationId) || !(await tx.organisations.lock(organisationId)))
				return refuse('not_found');
			const members = await tx.organisations.membersOf(organisationId);
			const member = members.find((candidate) => candidate.grantId === grantId);
			if (member === undefined) return refuse('not_found');
			if (member.role === 'representative' && lastRepresentative(members, member.personId))
				return refuse('last_representative');
			const ended = await tx.identity.endGrant(grantId, member.personId);
			if (ended === undefined) return refuse('already_done');
			if (member.accountId !== null) await tx.identity.endSessions(member.accountId);
			note({ before: { personId: member.personId, role: member.role } });
			return ok(true);
		}
	);
}
