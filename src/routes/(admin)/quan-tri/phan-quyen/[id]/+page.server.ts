import type { Actions, PageServerLoad } from './$types';
import { declineGrantShape } from '#lib/contracts/identity/people.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { roleWords } from '#lib/i18n/role-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { confirmGrant, declineGrant } from '#lib/server/app/identity/decide-grant.ts';
import { withdrawGrant } from '#lib/server/app/identity/propose-grant.ts';
import { readProposal } from '#lib/server/app/identity/read-proposals.ts';
import type { ProposalView } from '#lib/server/app/identity/read-proposals.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import {
	questionOfConfirmation,
	questionOfDeclining,
	questionOfWithdrawal
} from '#lib/server/http/questions/proposals.ts';
import type { AskedProposal } from '#lib/server/http/questions/proposals.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

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

export const actions: Actions = {
	confirm: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const view = await readProposal(locals.ctx, params.id);
		const question =
			view.ok && view.value.turn === 'confirm'
				? questionOfConfirmation(asked(view.value), fields)
				: undefined;
		if (question !== undefined) return askFirst(url, fields, question);
		const confirmed = await confirmGrant(locals.ctx, params.id);
		return confirmed.ok ? { done: 'confirmed' as const } : failWith(confirmed.refusal, fields);
	},
	decline: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const input = parseInput(declineGrantShape, fields);
		if (!input.ok) return failWith(input.refusal, fields);
		const view = await readProposal(locals.ctx, params.id);
		if (input.value.reason === '')
			return failWith(refuse('reason_missing', { field: 'reason' }).refusal, fields);
		const question =
			view.ok && ['confirm', 'decline_only'].includes(view.value.turn)
				? questionOfDeclining(asked(view.value), fields)
				: undefined;
		if (question !== undefined) return askFirst(url, fields, question);
		const declined = await declineGrant(locals.ctx, {
			proposalId: params.id,
			reason: input.value.reason
		});
		return declined.ok ? { done: 'declined' as const } : failWith(declined.refusal, fields);
	},
	withdraw: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const view = await readProposal(locals.ctx, params.id);
		const question =
			view.ok && view.value.turn === 'withdraw' ? questionOfWithdrawal(asked(view.value), fields) : undefined;
		if (question !== undefined) return askFirst(url, fields, question);
		const withdrawn = await withdrawGrant(locals.ctx, params.id);
		return withdrawn.ok ? { done: 'withdrawn' as const } : failWith(withdrawn.refusal, fields);
	}
};
