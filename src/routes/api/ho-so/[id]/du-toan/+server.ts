import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { readTypedLines, saveBudgetLinesShape } from '#lib/contracts/budgets/save-budget-lines.ts';
import type { SaveBudgetReply, StaleBudgetReply } from '#lib/contracts/budgets/save-budget-lines.ts';
import { toTyped } from '#lib/contracts/budgets/typed-line.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { readBudget } from '#lib/server/app/budgets/read-budget.ts';
import { saveBudgetLines } from '#lib/server/app/budgets/save-budget-lines.ts';
import { readJson } from '#lib/server/http/request-body.ts';
import { refusalJson } from '#lib/server/http/refusal-response.ts';

/** Some thousand lines. */
const MOST_BYTES = 1_000_000;

/** Saves as one types. A stale save answers 409 with the budget as it is now, so that the person can choose. */
export const PATCH: RequestHandler = async ({ locals, params, request }) => {
	const body = await readJson(request, MOST_BYTES);
	if (!body.ok) return refusalJson(body.refusal);
	const input = parseInput(saveBudgetLinesShape, body.value);
	if (!input.ok) return refusalJson(input.refusal);
	const page = await readBudget(locals.ctx, params.id);
	if (!page.ok) return refusalJson(page.refusal);
	const read = readTypedLines(input.value.lines, page.value.template);
	if (!read.ok) return refusalJson(read.refusal);
	const { baseVersion, removed, justifications } = input.value;
	const saved = await saveBudgetLines(locals.ctx, {
		applicationId: params.id,
		lines: read.value,
		removed,
		baseVersion,
		...(justifications !== undefined && { justifications })
	});
	if (saved.ok) {
		const { version, savedAt, totals } = saved.value;
		const reply: SaveBudgetReply = {
			version,
			savedAt: savedAt.toISOString(),
			state: String(totals.state),
			own: String(totals.own)
		};
		return json(reply);
	}
	if (saved.refusal.code !== 'stale_version') return refusalJson(saved.refusal);
	const now = await readBudget(locals.ctx, params.id);
	if (!now.ok) return refusalJson(refuse('stale_version').refusal);
	const current: StaleBudgetReply = { version: now.value.version, lines: now.value.lines.map(toTyped) };
	return refusalJson(saved.refusal, { current });
};
