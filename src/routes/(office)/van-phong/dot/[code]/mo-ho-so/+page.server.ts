import type { Actions, PageServerLoad } from './$types';
import { openDossiersShape } from '#lib/contracts/intake/intake.ts';
import { openDossiers } from '#lib/server/app/intake/open-dossiers.ts';
import { OPENING_PAGE_SIZE, readOpening } from '#lib/server/app/intake/read-opening.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { questionOfOpening } from '#lib/server/http/questions/office.ts';
import { formAction, seeOther } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { page } = listQuestion(url);
	const view = valueOrError(await readOpening(locals.ctx, { callCode: params.code, page }), url);
	const { call, ...rest } = view;
	const { code, title, state, version, closesAt, openedAt } = call;
	return {
		...rest,
		call: { code, title, state, version, closesAt, openedAt },
		page,
		before: url.searchParams.has('da-mo'),
		pageSize: OPENING_PAGE_SIZE
	};
};

export const actions: Actions = {
	open: formAction(
		openDossiersShape,
		(ctx, input, { params }) => openDossiers(ctx, { callCode: params.code, ...input }),
		{
			tries: true,
			ask: (ctx, { fields, event }) => questionOfOpening(ctx, event.params.code, fields),
			// Whoever was second sees the page as it is now, without the shares.
			refused: (refusal, { params: { code } }) =>
				refusal.code === 'dossiers_opened' ? seeOther(`/van-phong/dot/${code}/mo-ho-so?da-mo=1`) : refusal,
			typed: ({ share1 = '', share2 = '' }) => ({ share1, share2 }),
			done: ({ opened }) => ({ opened })
		}
	)
};
