import { budgetApply } from '#lib/contracts/budgets/budget-operations.ts';
import type { BudgetState } from '#lib/contracts/budgets/budget-operations.ts';
import { toTyped } from '#lib/contracts/budgets/typed-line.ts';
import type { TypedLine } from '#lib/contracts/budgets/typed-line.ts';
import type { SaveOperations } from '#lib/contracts/drafts/save-operations.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import { computeBudget } from '#lib/domain/budgets/engine.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { SavedOperations } from '../drafts/ports.ts';
import { takeOperations } from '../steps/drafts/take-operations.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { openBudget, workingVersion } from './open-budget.ts';
import { unlessSealed } from '../cases/sealing/unless-sealed.ts';
import { enteredLines, latestRequested, toStored } from '../cases/budgets/requested-budget.ts';
import { checkStorable } from './storable-lines.ts';

export interface TypedBudget {
	readonly lines: readonly TypedLine[];
	readonly justifications: Justifications;
}

/**
 * Takes what is typed in the requested budget, box by box and each operation once. What cannot be read or kept comes
 * back with the reason, the rest is taken. Refusals: those of `openBudget`, `stale_version`.
 */
export async function saveTypedLines(
	ctx: Context,
	input: { readonly applicationId: string; readonly message: SaveOperations }
): Promise<Result<SavedOperations<TypedBudget>>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { personId } = person.value;
	if (!isUuid(input.applicationId)) return refuse('not_found');
	const about: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'save_budget_lines', about, async ({ tx, permit, note }) => {
		const opened = await openBudget({ tx, permit }, input.applicationId);
		if (!opened.ok) return opened;
		const { setting, now } = opened.value;
		const { template, rules } = setting;
		const latest = await latestRequested(tx, input.applicationId);
		const before: BudgetState = {
			lines: latest === undefined ? [] : enteredLines(await tx.budgets.lines(latest.id)),
			justifications: latest?.justifications ?? {}
		};

		const state = { budget: before };
		const computed = ({ lines, justifications }: BudgetState) =>
			computeBudget(lines, template, rules, justifications);
		const taken = await takeOperations(
			tx,
			{ id: input.applicationId, part: 'budget' },
			{ revision: latest?.version ?? 0, message: input.message, personId },
			budgetApply(state, template, (budget) => {
				const storable = checkStorable(computed(budget));
				return storable.ok ? [] : (storable.refusal.causes ?? [storable.refusal]);
			})
		);
		const budget = computed(state.budget);
		if (taken.changed) {
			const working = await workingVersion(ctx, tx, input.applicationId, latest);
			if (working === undefined) return refuse('stale_version');
			const stay = new Set(state.budget.lines.map(({ key }) => key));
			await tx.budgets.removeLines(
				working.id,
				before.lines.flatMap(({ key }) => (stay.has(key) ? [] : [key]))
			);
			await tx.budgets.upsertLines(
				working.id,
				budget.lines.map((line) => toStored(line))
			);
			const settled = await tx.budgets.settle(working, {
				stateTotal: budget.totals.state,
				ownTotal: budget.totals.own,
				justifications: state.budget.justifications,
				canonical: null
			});
			if (!settled) return refuse('stale_version');
		}
		note({
			before: { version: latest?.version ?? 0, lines: before.lines.length },
			after: {
				applied: taken.paths,
				...(await unlessSealed(tx, input.applicationId, {
					state: String(budget.totals.state),
					own: String(budget.totals.own)
				}))
			}
		});
		const content: TypedBudget = {
			lines: state.budget.lines.map(toTyped),
			justifications: state.budget.justifications
		};
		return ok({
			revision: taken.revision,
			savedAt: taken.changed ? now : null,
			outcomes: taken.outcomes,
			...(taken.behind ? { content } : {})
		});
	});
}
