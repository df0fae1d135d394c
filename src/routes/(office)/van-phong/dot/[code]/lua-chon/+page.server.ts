import type { Actions, PageServerLoad } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { choicesOfForm, versionShape } from '#lib/contracts/scoring/sheet.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { closeSelection } from '#lib/server/app/selection/close-selection.ts';
import { readSelection } from '#lib/server/app/selection/read-selection.ts';
import { saveSelection } from '#lib/server/app/selection/save-selection.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { longFormFields } from '#lib/server/http/form-fields.ts';
import { questionOfSelection, shownChoices } from '#lib/server/http/questions/results.ts';
import { seenFields } from '#lib/server/http/questions/shown-lines.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readSelection(locals.ctx, params.code), url);
	return {
		...view,
		shown: seenFields(shownChoices(view)),
		inTheWay: view.inTheWay === null ? null : sayRefusal(view.inTheWay)
	};
};

export const actions: Actions = {
	save: async ({ request, locals, params }) => {
		const fields = await longFormFields(request);
		const input = parseInput(versionShape, fields);
		const saved = input.ok
			? await saveSelection(locals.ctx, {
					callCode: params.code,
					version: input.value.version,
					items: choicesOfForm(fields)
				})
			: input;
		if (saved.ok) return { done: 'saved' as const };
		const causes = saved.refusal.causes?.map((cause) => ({
			...cause,
			...(cause.params?.['short'] === undefined
				? {}
				: { params: { ...cause.params, short: formatDong(BigInt(cause.params['short']), locals.locale) } }),
			...(cause.field === undefined ? {} : { field: `reason.${cause.field}` })
		}));
		return failWith({ ...saved.refusal, ...(causes === undefined ? {} : { causes }) }, fields);
	},
	close: async ({ request, locals, params, url }) => {
		const fields = await longFormFields(request);
		const question = await questionOfSelection(locals.ctx, params.code, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(versionShape, fields);
		const closed = input.ok
			? await closeSelection(locals.ctx, { callCode: params.code, version: input.value.version })
			: input;
		return closed.ok ? { done: 'closed' as const } : failWith(closed.refusal, {});
	}
};
