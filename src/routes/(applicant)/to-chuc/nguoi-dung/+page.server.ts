import type { Actions, PageServerLoad } from './$types';
import { memberShape } from '#lib/contracts/organisations/organisation.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { inviteMember, takeBackInvitation } from '#lib/server/app/organisations/invite-member.ts';
import { listMembers } from '#lib/server/app/organisations/read-organisations.ts';
import { removeMember } from '#lib/server/app/organisations/remove-member.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => ({
	groups: valueOrError(await listMembers(locals.ctx), url),
	self: locals.actor.kind === 'person' ? locals.actor.personId : ''
});

export const actions: Actions = {
	add: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(memberShape, fields);
		const { organisationId = '' } = fields;
		const added = input.ok ? await inviteMember(locals.ctx, { ...input.value, organisationId }) : input;
		return added.ok ? { added: added.value.email } : failWith(added.refusal, fields);
	},
	takeBack: async ({ request, locals }) => {
		const { organisationId = '', invitationId = '' } = await formFields(request);
		const known = isUuid(organisationId) && isUuid(invitationId);
		const done = known
			? await takeBackInvitation(locals.ctx, { organisationId, invitationId })
			: refuse('not_found');
		return done.ok ? { takenBack: true } : failWith(done.refusal, {});
	},
	remove: async ({ request, locals }) => {
		const { organisationId = '', grantId = '' } = await formFields(request);
		const known = isUuid(organisationId) && isUuid(grantId);
		const removed = known ? await removeMember(locals.ctx, { organisationId, grantId }) : refuse('not_found');
		return removed.ok ? { removed: true } : failWith(removed.refusal, {});
	}
};
