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
import { decidedByGranting } from '#lib/server/app/identity/decided-figures.ts';
import {
	askRecovery,
	confirmRecovery,
	stopRecovery
} from '#lib/server/app/identity/factors/recover-factors.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import type { ActToConfirm } from '#lib/server/http/confirm-act.ts';
import {
	questionOfGrant,
	questionOfRecovery,
	questionOfRevocation
} from '#lib/server/http/questions/people.ts';
import { buttonAction, formAction, nothing } from '#lib/server/http/form-action.ts';
import { hiddenFields, hiddenIds } from '#lib/server/http/hidden-fields.ts';
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

/** Undefined where it would be refused: the verb then says why. */
async function askedToRecover(
	ctx: Context,
	personId: string,
	fields: Fields,
	act: 'ask_recovery' | 'confirm_recovery'
): Promise<ActToConfirm | undefined> {
	const page = await readPerson(ctx, personId);
	if (!page.ok || page.value.oneself || page.value.factors === 0) return undefined;
	const { recovery, person } = page.value;
	const due = act === 'ask_recovery' ? recovery === null : recovery?.turn === 'confirm';
	const question = due ? questionOfRecovery(person.fullName, act, fields) : undefined;
	return question && { act, question, figures: [{ key: 'person', text: person.fullName }] };
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
			prove: (ctx, { fields, input: { name, role, scope, second } }) => {
				const words = scope.type === 'all' ? m.access_scope_all() : scope.id;
				const question = questionOfGrant({ role: roleOf(role), name, scope: words, second }, fields);
				const { figures } = decidedByGranting({ person: name, role, scope }, ctx.locale);
				return question && { act: second ? 'propose_grant' : 'grant_role', question, figures };
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
	askRecovery: formAction(
		hiddenFields('recoveryReason'),
		(ctx, { recoveryReason }, { params }) =>
			askRecovery(ctx, { personId: params.id, reason: recoveryReason }),
		{
			prove: (ctx, { fields, input, event }) =>
				input.recoveryReason.trim() === ''
					? undefined
					: askedToRecover(ctx, event.params.id, fields, 'ask_recovery'),
			done: { done: 'recovery' }
		}
	),
	confirmRecovery: formAction(hiddenFields(), (ctx, _, { params }) => confirmRecovery(ctx, params.id), {
		prove: (ctx, { fields, event }) => askedToRecover(ctx, event.params.id, fields, 'confirm_recovery'),
		done: { done: 'recovery' }
	}),
	stopRecovery: buttonAction((ctx, { params }) => stopRecovery(ctx, params.id), {
		done: { done: 'recovery' }
	}),
	disable: account(true),
	enable: account(false),
	invite: buttonAction(
		(ctx, { params }) =>
			isUuid(params.id) ? inviteAgain(ctx, params.id) : Promise.resolve(refuse('not_found')),
		{ done: { done: 'invited' } }
	)
};
