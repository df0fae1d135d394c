import { linePlace } from '#lib/contracts/budgets/budget-operations.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import { computeBudget } from '#lib/domain/budgets/engine.ts';
import type { SourceTotals } from '#lib/domain/budgets/engine.ts';
import { isManagementLine } from '#lib/domain/budgets/line.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { noteFormWrite } from '../steps/drafts/take-operations.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { openBudget, workingVersion } from './open-budget.ts';
import { unlessSealed } from '../cases/sealing/unless-sealed.ts';
import { enteredLines, latestRequested, toStored } from '../cases/budgets/requested-budget.ts';
import { checkStorable } from './storable-lines.ts';

export interface SavedBudget {
	/** What the next save is made against. */
	readonly version: number;
	readonly savedAt: Date;
	/** đồng, as the one engine computes them. */
	readonly totals: SourceTotals;
}

/**
 * Writes whole lines of the requested budget, as a plain form posts them: those given are new or changed, those in `removed` go, the others
 * stay. `baseVersion` is the version that was seen, 0 before the first save. Reasons for justifiable ceilings are
 * replaced when given. Refusals: `not_found`, `application_frozen`, `window_not_open`, `window_closed`,
 * `budget_not_used`, `stale_version` (somebody else saved; read again and decide), `budget_not_storable`.
 */
export async function saveBudgetLines(
	ctx: Context,
	input: {
		readonly applicationId: string;
		readonly lines: readonly BudgetLine[];
		readonly removed?: readonly string[];
		readonly justifications?: Justifications;
		readonly baseVersion: number;
	}
): Promise<Result<SavedBudget>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.applicationId)) return refuse('not_found');
	return transact(
		ctx,
		'save_budget_lines',
		{ type: 'application', id: input.applicationId },
		async ({ tx, permit, note }) => {
			const opened = await openBudget({ tx, permit }, input.applicationId);
			if (!opened.ok) return opened;
			const { setting, now } = opened.value;

			const latest = await latestRequested(tx, input.applicationId);
			if (input.baseVersion !== (latest?.version ?? 0)) return refuse('stale_version');
			const working = await workingVersion(ctx, tx, input.applicationId, latest);
			if (working === undefined) return refuse('stale_version');

			const given = new Map(
				input.lines.filter((line) => !isManagementLine(line)).map((line) => [line.key, line])
			);
			const gone = new Set(input.removed ?? []);
			const before = enteredLines(await tx.budgets.lines(working.id));
			const stays = before.filter(({ key }) => !gone.has(key) && !given.has(key));
			const justifications = input.justifications ?? working.justifications;
			const budget = computeBudget(
				[...stays, ...given.values()],
				setting.template,
				setting.rules,
				justifications
			);
			const storable = checkStorable(budget);
			if (!storable.ok) return storable;

			await tx.budgets.removeLines(working.id, [...gone]);
			await tx.budgets.upsertLines(
				working.id,
				budget.lines.map((line) => toStored(line))
			);
			const settled = await tx.budgets.settle(working, {
				stateTotal: budget.totals.state,
				ownTotal: budget.totals.own,
				justifications,
				canonical: null
			});
			if (!settled) return refuse('stale_version');
			await noteFormWrite(
				ctx,
				tx,
				{ id: input.applicationId, part: 'budget' },
				{
					revision: working.version + 1,
					personId: person.value.personId,
					paths: [...given.keys(), ...gone].map(linePlace)
				}
			);
			note({
				before: { version: working.version, lines: before.length },
				after: {
					saved: [...given.keys()],
					removed: [...gone],
					...(await unlessSealed(tx, input.applicationId, {
						state: String(budget.totals.state),
						own: String(budget.totals.own)
					}))
				}
			});
			return ok({ version: working.version + 1, savedAt: now, totals: budget.totals });
		}
	);
}
