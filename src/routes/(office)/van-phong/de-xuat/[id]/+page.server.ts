import { withCopy } from '../../../../frozen/frozen-copy.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { acceptProposalShape, declineProposalShape } from '#lib/contracts/proposals/decide-proposal.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { acceptProposal, declineProposal } from '#lib/server/app/proposals/decide-proposal.ts';
import { readProposal } from '#lib/server/app/proposals/read-proposals.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';
import { frozenDossier } from '#lib/server/http/frozen-dossier.ts';
import { sayTimeline } from '#lib/server/http/say-timeline.ts';

export const load: PageServerLoad = async (event) => {
	const { locals, params, url } = event;
	const view = valueOrError(await readProposal(locals.ctx, params.id), url);
	const { definition, revision, ...rest } = view;
	const { id, code, title, state, version, submittedAt, requested } = view.application;
	return withCopy(event, {
		...rest,
		application: { id, code, title, state, version, submittedAt, requested },
		...frozenDossier(definition, revision),
		timeline: sayTimeline(view.timeline, 'office')
	});
};

export const actions: Actions = {
	accept: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const input = parseInput(acceptProposalShape, fields);
		const accepted = input.ok
			? await acceptProposal(locals.ctx, { ...input.value, applicationId: params.id })
			: input;
		return accepted.ok ? { accepted: accepted.value.callCode } : failWith(accepted.refusal, fields);
	},
	decline: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const input = parseInput(declineProposalShape, fields);
		const declined = input.ok
			? await declineProposal(locals.ctx, { ...input.value, applicationId: params.id })
			: input;
		return declined.ok ? { declined: true } : failWith(declined.refusal, fields);
	}
};
