import type { Actions, PageServerLoad } from './$types';
import { allocateFundShape, reverseEntryShape } from '#lib/contracts/funds/fund.ts';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { allocateFund } from '#lib/server/app/funds/allocate-fund.ts';
import { readFund } from '#lib/server/app/funds/read-funds.ts';
import { reverseEntry } from '#lib/server/app/funds/reverse-entry.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { questionOfAllocation, questionOfReversal } from '#lib/server/http/questions/funds.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

/** The source, and the part of its journal that the address asks for. */
function placeOf(sourceId: string, url: URL): { sourceId: string; page: number; year?: number } {
	const year = digitsIn(url.searchParams.get('nam') ?? '', { min: 2000, max: 2999 });
	return { sourceId, page: listQuestion(url).page, ...(year !== undefined && { year }) };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const fund = await readFund(locals.ctx, placeOf(params.id, url));
	return { ...valueOrError(fund, url), key: locals.ctx.app.ids.v4() };
};

export const actions: Actions = {
	allocate: formAction(
		allocateFundShape,
		(ctx, input, { params }) => allocateFund(ctx, { ...input, sourceId: params.id }),
		{
			prove: (ctx, { fields, event }) => questionOfAllocation(ctx, event.params.id, fields),
			done: () => ({ done: m.funds_done_allocated() })
		}
	),
	reverse: formAction(reverseEntryShape, reverseEntry, {
		prove: (ctx, { fields, event }) => questionOfReversal(ctx, placeOf(event.params.id, event.url), fields),
		done: () => ({ done: m.funds_done_reversed() })
	})
};
