import type { Actions, PageServerLoad } from './$types';
import { ruleTieShape } from '#lib/contracts/ties/rule-tie.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { readTie } from '#lib/server/app/ties/read-ties.ts';
import { ruleTie } from '#lib/server/app/ties/rule-tie.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

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
	rule: formAction(
		ruleTieShape,
		(ctx, input, { params }) => ruleTie(ctx, { ...input, findingId: params.id }),
		{ done: { done: true } }
	)
};
