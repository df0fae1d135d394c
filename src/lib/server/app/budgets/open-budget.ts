import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { mayEdit } from '#lib/domain/workflow/application-window.ts';
import { caseOf, subjectOf } from '../cases/applications/application-case.ts';
import type { Tx } from '../ports.ts';
import type { Context, Verb } from '../use-case.ts';
import { budgetSettingOf } from '../cases/budgets/budget-setting.ts';
import type { BudgetSetting } from '../cases/budgets/budget-setting.ts';
import type { BudgetVersionRow } from './ports.ts';

/**
 * The requested budget of an application that the actor may write now, held until the transaction ends. Refusals:
 * `not_found`, `application_frozen`, `window_not_open`, `window_closed`, `budget_not_used`.
 */
export async function openBudget(
	{ tx, permit }: Pick<Verb, 'tx' | 'permit'>,
	applicationId: string
): Promise<Result<{ readonly setting: BudgetSetting; readonly now: Date }>> {
	const application = await tx.applications.lock(applicationId);
	if (application === undefined) return refuse('not_found');
	const found = await caseOf(tx, application);
	const allowed = permit('application.edit', subjectOf(found));
	if (!allowed.ok) return allowed;
	const now = await tx.clock.now();
	const editable = mayEdit(application, found.call, now);
	if (!editable.ok) return editable;
	const setting = budgetSettingOf(found.definition.document, found.call);
	if (setting === null || setting.template.lines.kind !== 'budget_field') return refuse('budget_not_used');
	return ok({ setting, now });
}

/** The version that may be written: the newest, or a copy of it when it was frozen by a submission. */
export async function workingVersion(
	ctx: Context,
	tx: Tx,
	applicationId: string,
	latest: BudgetVersionRow | undefined
): Promise<BudgetVersionRow | undefined> {
	if (latest !== undefined && latest.frozenAt === null) return latest;
	const id = ctx.app.ids.v7();
	const made = await tx.budgets.createVersion({
		id,
		applicationId,
		number: (latest?.number ?? 0) + 1,
		stage: 'requested',
		version: latest?.version ?? 0
	});
	if (!made) return undefined;
	if (latest !== undefined) await tx.budgets.copyLines(latest.id, id);
	return tx.budgets.version(id);
}
