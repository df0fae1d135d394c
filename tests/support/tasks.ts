import { listMyCouncils as askCouncils } from '#lib/server/app/councils/list-my-councils.ts';
import { listAppraisals as askAppraisals } from '#lib/server/app/budgets/list-appraisals.ts';
import { countTasks as askCounts, readTasks as askTasks } from '#lib/server/app/tasks/read-tasks.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { settleAllLeftWork, watchPortal } from '#lib/server/app/steps/work/keep-work.ts';

/**
 * The questions about what waits for whom, in worlds that are partly arranged in SQL: what the worker does every second
 * is done first. That verbs need none of it is proved over the demonstration world, in tests/integration/work.
 */
function settled<Args extends readonly unknown[], Answer>(
	ask: (ctx: Context, ...args: Args) => Promise<Answer>
): (ctx: Context, ...args: Args) => Promise<Answer> {
	return async (ctx, ...args) => {
		await settleAllLeftWork(ctx.app);
		await watchPortal(ctx.app);
		return ask(ctx, ...args);
	};
}

export const readTasks = settled(askTasks);
export const countTasks = settled(askCounts);
export const listMyCouncils = settled(askCouncils);
export const listAppraisals = settled(askAppraisals);
