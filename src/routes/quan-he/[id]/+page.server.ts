import type { Actions, PageServerLoad } from './$types';
import { ruleTieShape } from '#lib/contracts/ties/rule-tie.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { readTie } from '#lib/server/app/ties/read-ties.ts';
import { ruleTie } from '#lib/server/app/ties/rule-tie.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { finding, consequences, mayRule, rulerMissing } = valueOrError(
		await readTie(locals.ctx, params.id),
		url
	);
	const { seen: _seen, ...shown } = finding;
	return {
		finding: shown,
		mayRule,
		rulerMissing,
		changes:
			consequences.kind === 'office'
				? consequences
				: {
						kind: consequences.kind,
						lots: consequences.lots.map((lot) => ({ ...lot, vacancies: lot.vacancies.map(sayRefusal) }))
					}
	};
};

export const actions: Actions = {
	rule: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const input = parseInput(ruleTieShape, fields);
		const ruled = input.ok ? await ruleTie(locals.ctx, { ...input.value, findingId: params.id }) : input;
		return ruled.ok ? { done: true } : failWith(ruled.refusal, fields);
	}
};
