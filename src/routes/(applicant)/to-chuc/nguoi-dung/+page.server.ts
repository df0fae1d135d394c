import type { Actions, PageServerLoad } from './$types';
import { memberShape } from '#lib/contracts/organisations/organisation.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { inviteMember, takeBackInvitation } from '#lib/server/app/organisations/invite-member.ts';
import { listMembers } from '#lib/server/app/organisations/read-organisations.ts';
import { removeMember } from '#lib/server/app/organisations/remove-member.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { hiddenIds } from '#lib/server/http/hidden-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => ({
	groups: valueOrError(await listMembers(locals.ctx), url),
	self: locals.actor.kind === 'person' ? locals.actor.personId : ''
});

export const actions: Actions = {
	add: formAction(
		(fields) => {
			const member = parseInput(memberShape, fields);
			return member.ok ? ok({ ...member.value, organisationId: fields['organisationId'] ?? '' }) : member;
		},
		inviteMember,
		{ done: ({ email }) => ({ added: email }) }
	),
	takeBack: formAction(hiddenIds('organisationId', 'invitationId'), takeBackInvitation, {
		typed: nothing,
		done: { takenBack: true }
	}),
	remove: formAction(hiddenIds('organisationId', 'grantId'), removeMember, {
		typed: nothing,
		done: { removed: true }
	})
};
