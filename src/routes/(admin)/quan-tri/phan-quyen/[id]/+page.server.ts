import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { declineGrantShape } from '#lib/contracts/identity/people.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { roleWords } from '#lib/i18n/role-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { confirmGrant, declineGrant } from '#lib/server/app/identity/decide-grant.ts';
import { decidedByGranting } from '#lib/server/app/identity/decided-figures.ts';
import { withdrawGrant } from '#lib/server/app/identity/propose-grant.ts';
import { readProposal } from '#lib/server/app/identity/read-proposals.ts';
import type { ProposalView } from '#lib/server/app/identity/read-proposals.ts';
import {
	questionOfConfirmation,
	questionOfDeclining,
	questionOfWithdrawal
} from '#lib/server/http/questions/proposals.ts';
import type { AskedProposal } from '#lib/server/http/questions/proposals.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import type { Fields } from '#lib/server/http/form-fields.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { hiddenFields } from '#lib/server/http/hidden-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readProposal(locals.ctx, params.id), url);

function asked({ proposal }: ProposalView): AskedProposal {
	const { scope } = proposal;
	return {
		role: roleWords[proposal.role](),
		name: proposal.person,
		proposer: proposal.proposer,
		scope:
			scope.type === 'programme' ? m.admin_scope_programme({ programme: scope.id }) : m.access_scope_all()
	};
}

const noFields = hiddenFields();

/** Whose turns may press the button; anybody else is refused instead of asked. */
const TURNS = {
	decline: ['confirm', 'decline_only'],
	withdraw: ['withdraw']
} satisfies Record<string, ProposalView['turn'][]>;

function asks(act: keyof typeof TURNS, question: typeof questionOfDeclining) {
	return async (ctx: Context, about: { readonly fields: Fields; readonly event: RequestEvent }) => {
		const view = await readProposal(ctx, about.event.params.id);
		const turns: readonly string[] = TURNS[act];
		return view.ok && turns.includes(view.value.turn) ? question(asked(view.value), about.fields) : undefined;
	};
}

export const actions: Actions = {
	confirm: formAction(noFields, (ctx, _, { params }) => confirmGrant(ctx, params.id), {
		prove: async (ctx, { fields, event }) => {
			const view = await readProposal(ctx, event.params.id);
			if (!view.ok || view.value.turn !== 'confirm') return undefined;
			const question = questionOfConfirmation(asked(view.value), fields);
			const { person, role, scope } = view.value.proposal;
			const { figures } = decidedByGranting({ person, role, scope }, ctx.locale);
			return question && { act: 'confirm_grant', question, figures };
		},
		done: { done: 'confirmed' }
	}),
	decline: formAction(
		(fields) => {
			const input = parseInput(declineGrantShape, fields);
			return input.ok && input.value.reason === '' ? refuse('reason_missing', { field: 'reason' }) : input;
		},
		(ctx, { reason }, { params }) => declineGrant(ctx, { proposalId: params.id, reason }),
		{ ask: asks('decline', questionOfDeclining), done: { done: 'declined' } }
	),
	withdraw: formAction(noFields, (ctx, _, { params }) => withdrawGrant(ctx, params.id), {
		ask: asks('withdraw', questionOfWithdrawal),
		done: { done: 'withdrawn' }
	})
};
