import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { readTypedLines, saveBudgetLinesShape } from '#lib/contracts/budgets/save-budget-lines.ts';
import { emptyTypedLine, linesOfForm, toTyped } from '#lib/contracts/budgets/typed-line.ts';
import { present } from '#lib/domain/shared/present.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { readBudget } from '#lib/server/app/budgets/read-budget.ts';
import { saveBudgetLines } from '#lib/server/app/budgets/save-budget-lines.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { partOf } from '#lib/server/http/form-fields.ts';
import { sayProblems, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { lines, locked, ...page } = valueOrError(await readBudget(locals.ctx, params.id), url);
	return {
		...page,
		lines: lines.map(toTyped),
		locked: locked === null ? null : (sayProblems(locked)[0]?.message ?? '')
	};
};

/** The page without scripts: everything on it is saved, then a line is added or taken out. */
function save(act: 'save' | 'add' | 'remove') {
	return formAction(
		async (fields, { locals, params, url }: RequestEvent) => {
			const { template } = valueOrError(await readBudget(locals.ctx, params.id), url);
			const input = parseInput(saveBudgetLinesShape, {
				baseVersion: fields['baseVersion'],
				lines: linesOfForm(fields),
				removed: act === 'remove' ? [fields['remove']] : [],
				justifications: partOf(fields, 'justify.')
			});
			if (!input.ok) return input;
			const { removed, baseVersion, justifications } = input.value;
			const lines = input.value.lines.filter(({ key }) => !removed.includes(key));
			const last = lines.reduce((highest, line) => Math.max(highest, line.position), 0);
			const category = digitsIn(fields['add'], { min: 1, max: 10 }) ?? 10;
			const added =
				act === 'add' ? [emptyTypedLine(locals.ctx.app.ids.v4(), last + 10, category, 'state')] : [];
			const read = readTypedLines([...lines, ...added], template);
			return read.ok ? ok({ lines: read.value, removed, baseVersion, ...present({ justifications }) }) : read;
		},
		(ctx, input, { params }) => saveBudgetLines(ctx, { applicationId: params.id, ...input }),
		{ long: true, done: { saved: true } }
	);
}

export const actions: Actions = {
	save: save('save'),
	add: save('add'),
	remove: save('remove')
};
