import type { Actions, PageServerLoad } from './$types';
import { allocateFundShape, reverseEntryShape } from '#lib/contracts/funds/fund.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { allocateFund } from '#lib/server/app/funds/allocate-fund.ts';
import { readFund } from '#lib/server/app/funds/read-funds.ts';
import { reverseEntry } from '#lib/server/app/funds/reverse-entry.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { page } = listQuestion(url);
	const year = digitsIn(url.searchParams.get('nam') ?? '', { min: 2000, max: 2999 });
	const fund = await readFund(locals.ctx, {
		sourceId: params.id,
		page,
		...(year !== undefined && { year })
	});
	return { ...valueOrError(fund, url), key: locals.ctx.app.ids.v4() };
};

export const actions: Actions = {
	allocate: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const input = parseInput(allocateFundShape, fields);
		const given = input.ok ? await allocateFund(locals.ctx, { ...input.value, sourceId: params.id }) : input;
		return given.ok ? { allocated: true } : failWith(given.refusal, fields);
	},
	reverse: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(reverseEntryShape, fields);
		const undone = input.ok ? await reverseEntry(locals.ctx, input.value) : input;
		return undone.ok ? { reversed: true } : failWith(undone.refusal, fields);
	}
};
