import type { Actions, PageServerLoad } from './$types';
import { grantShape } from '#lib/contracts/identity/people.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { STAFF_ROLES } from '#lib/domain/access/actor.ts';
import { signsOrAdministers } from '#lib/domain/access/duties.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { roleWords } from '#lib/i18n/role-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { inviteAgain } from '#lib/server/app/identity/invite-person.ts';
import { setAccountDisabled } from '#lib/server/app/identity/close-account.ts';
import { grantRole, revokeRole } from '#lib/server/app/identity/manage-grants.ts';
import { proposeGrant } from '#lib/server/app/identity/propose-grant.ts';
import { readPerson } from '#lib/server/app/identity/read-people.ts';
import { reviewGrant } from '#lib/server/app/identity/review-grant.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { questionOfGrant, questionOfRevocation } from '#lib/server/http/questions/people.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readPerson(locals.ctx, params.id), url);

function roleOf(role: string): string {
	const known = STAFF_ROLES.find((one) => one === role);
	return known === undefined ? role : roleWords[known]();
}

export const actions: Actions = {
	grant: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const input = parseInput(grantShape, fields);
		if (!input.ok) return failWith(input.refusal, fields);
		const wanted = { ...input.value, personId: params.id };
		const reviewed = await reviewGrant(locals.ctx, wanted);
		if (!reviewed.ok) return failWith(reviewed.refusal, fields);
		const { name, second } = reviewed.value;
		const scope = wanted.programme === '' ? m.access_scope_all() : wanted.programme;
		const question = questionOfGrant({ role: roleOf(wanted.role), name, scope, second }, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const given = second ? await proposeGrant(locals.ctx, wanted) : await grantRole(locals.ctx, wanted);
		if (!given.ok) return failWith(given.refusal, fields);
		return { done: second ? ('proposed' as const) : ('granted' as const) };
	},
	revoke: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const { grantId = '' } = fields;
		const person = await readPerson(locals.ctx, params.id);
		const grant = person.ok ? person.value.grants.find(({ id }) => id === grantId) : undefined;
		const question =
			person.ok && grant !== undefined
				? questionOfRevocation(
						{
							role: roleOf(grant.role),
							name: person.value.person.fullName,
							mailed: signsOrAdministers(grant.role)
						},
						fields
					)
				: undefined;
		if (question !== undefined) return askFirst(url, fields, question);
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
