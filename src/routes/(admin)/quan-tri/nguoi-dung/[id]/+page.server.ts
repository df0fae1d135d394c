import type { Actions, PageServerLoad } from './$types';
import { grantShape } from '#lib/contracts/identity/people.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { inviteAgain } from '#lib/server/app/identity/invite-person.ts';
import { grantRole, revokeRole, setAccountDisabled } from '#lib/server/app/identity/manage-grants.ts';
import { readPerson } from '#lib/server/app/identity/read-people.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readPerson(locals.ctx, params.id), url);

export const actions: Actions = {
	grant: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		if (!isUuid(params.id)) return failWith(refuse('not_found').refusal, fields);
		const input = parseInput(grantShape, fields);
		const granted = input.ok ? await grantRole(locals.ctx, { ...input.value, personId: params.id }) : input;
		return granted.ok ? { done: 'granted' as const } : failWith(granted.refusal, fields);
	},
	revoke: async ({ request, locals, params }) => {
		const { grantId = '' } = await formFields(request);
		const known = isUuid(params.id) && isUuid(grantId);
		const ended = known
			? await revokeRole(locals.ctx, { personId: params.id, grantId })
			: refuse('not_found');
		return ended.ok ? { done: 'revoked' as const } : failWith(ended.refusal, {});
	},
	disable: ({ locals, params }) => changeAccount(locals, params.id, true),
	enable: ({ locals, params }) => changeAccount(locals, params.id, false),
	invite: async ({ locals, params }) => {
		const sent = isUuid(params.id) ? await inviteAgain(locals.ctx, params.id) : refuse('not_found');
		return sent.ok ? { done: 'invited' as const } : failWith(sent.refusal, {});
	}
};

async function changeAccount(locals: App.Locals, personId: string, disabled: boolean) {
	const changed = isUuid(personId)
		? await setAccountDisabled(locals.ctx, { personId, disabled })
		: refuse('not_found');
	return changed.ok ? { done: 'account' as const } : failWith(changed.refusal, {});
}
