import { withCopy } from '../../../../frozen/frozen-copy.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { acceptProposalShape, declineProposalShape } from '#lib/contracts/proposals/decide-proposal.ts';
import { acceptProposal, declineProposal } from '#lib/server/app/proposals/decide-proposal.ts';
import { readProposal } from '#lib/server/app/proposals/read-proposals.ts';
import { frozenDossier } from '#lib/server/http/frozen-dossier.ts';
import { sayTimeline } from '#lib/server/http/say-timeline.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

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
	accept: formAction(
		acceptProposalShape,
		(ctx, input, { params }) => acceptProposal(ctx, { ...input, applicationId: params.id }),
		{ done: ({ callCode }) => ({ accepted: callCode }) }
	),
	decline: formAction(
		declineProposalShape,
		(ctx, input, { params }) => declineProposal(ctx, { ...input, applicationId: params.id }),
		{ done: { declined: true } }
	)
};
