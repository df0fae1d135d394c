import type { Actions, PageServerLoad } from './$types';
import { allocateFundShape, createFundShape } from '#lib/contracts/funds/fund.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { allocateFund } from '#lib/server/app/funds/allocate-fund.ts';
import { createFundSource } from '#lib/server/app/funds/create-fund-source.ts';
import { listFunds } from '#lib/server/app/funds/read-funds.ts';
import { questionOfAllocation } from '#lib/server/http/questions/funds.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const list = valueOrError(await listFunds(locals.ctx), url);
	return { ...list, key: locals.ctx.app.ids.v4() };
};

export const actions: Actions = {
	allocate: formAction(
		(fields) => {
			const given = parseInput(allocateFundShape, fields);
			return given.ok ? ok({ ...given.value, sourceId: fields['sourceId'] ?? '' }) : given;
		},
		allocateFund,
		{
			prove: (ctx, { fields, input }) => questionOfAllocation(ctx, input.sourceId, fields),
			done: { allocated: true }
		}
	),
	create: formAction(
		createFundShape,
		(ctx, { code, nameVi, nameEn }) =>
			createFundSource(ctx, { code, name: nameEn === '' ? { vi: nameVi } : { vi: nameVi, en: nameEn } }),
		{ done: { created: true } }
	)
};
