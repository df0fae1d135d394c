import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { grantShape } from '#lib/contracts/identity/people.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { STAFF_ROLES } from '#lib/domain/access/actor.ts';
import { signsOrAdministers } from '#lib/domain/access/duties.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { roleWords } from '#lib/i18n/role-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { inviteAgain } from '#lib/server/app/identity/invite-person.ts';
import { setAccountDisabled } from '#lib/server/app/identity/close-account.ts';
import { grantRole, revokeRole } from '#lib/server/app/identity/manage-grants.ts';
import { proposeGrant } from '#lib/server/app/identity/propose-grant.ts';
import { readPerson } from '#lib/server/app/identity/read-people.ts';
import { reviewGrant } from '#lib/server/app/identity/review-grant.ts';
import { questionOfGrant, questionOfRevocation } from '#lib/server/http/questions/people.ts';
import { buttonAction, formAction, nothing } from '#lib/server/http/form-action.ts';
import { hiddenIds } from '#lib/server/http/hidden-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import type { Fields } from '#lib/server/http/form-fields.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readPerson(locals.ctx, params.id), url);

function roleOf(role: string): string {
	const known = STAFF_ROLES.find((one) => one === role);
	return known === undefined ? role : roleWords[known]();
}

function revoked(fields: Fields, { params }: RequestEvent) {
	return hiddenIds('personId', 'grantId')({ ...fields, personId: params.id });
}

function account(disabled: boolean) {
	return buttonAction(
		(ctx, { params: { id } }: RequestEvent) =>
			isUuid(id) ? setAccountDisabled(ctx, { personId: id, disabled }) : Promise.resolve(refuse('not_found')),
		{ done: { done: 'account' } }
	);
}

export const actions: Actions = {
	grant: formAction(
		async (fields, { locals, params }) => {
			const input = parseInput(grantShape, fields);
			if (!input.ok) return input;
			const wanted = { ...input.value, personId: params.id };
			const reviewed = await reviewGrant(locals.ctx, wanted);
			return reviewed.ok ? ok({ wanted, ...reviewed.value }) : reviewed;
		},
		async (ctx, { wanted, second }) => {
			const given = second ? await proposeGrant(ctx, wanted) : await grantRole(ctx, wanted);
			return given.ok ? ok({ second }) : given;
		},
		{
			ask: (_, { fields, input: { wanted, name, second } }) => {
				const scope = wanted.programme === '' ? m.access_scope_all() : wanted.programme;
				return questionOfGrant({ role: roleOf(wanted.role), name, scope, second }, fields);
			},
			done: ({ second }) => ({ done: second ? 'proposed' : 'granted' })
		}
	),
	revoke: formAction(revoked, revokeRole, {
		ask: async (ctx, { fields, input }) => {
			const person = await readPerson(ctx, input.personId);
			const grant = person.ok ? person.value.grants.find(({ id }) => id === input.grantId) : undefined;
			if (!person.ok || grant === undefined) return undefined;
			const mailed = signsOrAdministers(grant.role);
			return questionOfRevocation(
				{ role: roleOf(grant.role), name: person.value.person.fullName, mailed },
				fields
			);
		},
		typed: nothing,
		done: { done: 'revoked' }
	}),
	disable: account(true),
	enable: account(false),
	invite: buttonAction(
		(ctx, { params }) =>
			isUuid(params.id) ? inviteAgain(ctx, params.id) : Promise.resolve(refuse('not_found')),
		{ done: { done: 'invited' } }
	)
};
