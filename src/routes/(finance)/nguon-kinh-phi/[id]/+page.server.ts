import type { Actions, PageServerLoad } from './$types';
import { allocateFundShape, reverseEntryShape } from '#lib/contracts/funds/fund.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { allocateFund } from '#lib/server/app/funds/allocate-fund.ts';
import { readFund } from '#lib/server/app/funds/read-funds.ts';
import { reverseEntry } from '#lib/server/app/funds/reverse-entry.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { questionOfAllocation, questionOfReversal } from '#lib/server/http/questions/funds.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

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
	allocate: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const question = await questionOfAllocation(locals.ctx, params.id, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(allocateFundShape, fields);
		const given = input.ok ? await allocateFund(locals.ctx, { ...input.value, sourceId: params.id }) : input;
		return given.ok ? { allocated: true } : failWith(given.refusal, fields);
	},
	reverse: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const question = await questionOfReversal(locals.ctx, placeOf(params.id, url), fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(reverseEntryShape, fields);
		const undone = input.ok ? await reverseEntry(locals.ctx, input.value) : input;
		return undone.ok ? { reversed: true } : failWith(undone.refusal, fields);
	}
};
