import type { Actions, PageServerLoad } from './$types';
import { allocateFundShape, createFundShape } from '#lib/contracts/funds/fund.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { allocateFund } from '#lib/server/app/funds/allocate-fund.ts';
import { createFundSource } from '#lib/server/app/funds/create-fund-source.ts';
import { listFunds } from '#lib/server/app/funds/read-funds.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { questionOfAllocation } from '#lib/server/http/questions/funds.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const list = valueOrError(await listFunds(locals.ctx), url);
	return { ...list, key: locals.ctx.app.ids.v4() };
};

export const actions: Actions = {
	allocate: async ({ request, locals, url }) => {
		const fields = await formFields(request);
		const question = await questionOfAllocation(locals.ctx, fields['sourceId'] ?? '', fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(allocateFundShape, fields);
		const given = input.ok
			? await allocateFund(locals.ctx, { ...input.value, sourceId: fields['sourceId'] ?? '' })
			: input;
		return given.ok ? { allocated: true } : failWith(given.refusal, fields);
	},
	create: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(createFundShape, fields);
		if (!input.ok) return failWith(input.refusal, fields);
		const { code, nameVi, nameEn } = input.value;
		const made = await createFundSource(locals.ctx, {
			code,
			name: nameEn === '' ? { vi: nameVi } : { vi: nameVi, en: nameEn }
		});
		return made.ok ? { created: true } : failWith(made.refusal, fields);
	}
};
