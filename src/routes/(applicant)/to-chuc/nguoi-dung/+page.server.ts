import type { Actions, PageServerLoad } from './$types';
import { memberShape } from '#lib/contracts/organisations/organisation.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { addMember, removeMember } from '#lib/server/app/organisations/manage-members.ts';
import { listMembers } from '#lib/server/app/organisations/read-organisations.ts';
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
		const added = input.ok ? await addMember(locals.ctx, { ...input.value, organisationId }) : input;
		return added.ok ? { added: added.value.email } : failWith(added.refusal, fields);
	},
	remove: async ({ request, locals }) => {
		const { organisationId = '', grantId = '' } = await formFields(request);
		const known = isUuid(organisationId) && isUuid(grantId);
		const removed = known ? await removeMember(locals.ctx, { organisationId, grantId }) : refuse('not_found');
		return removed.ok ? { removed: true } : failWith(removed.refusal, {});
	}
};
