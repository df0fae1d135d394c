import { FIRST_APPRAISAL_STATE } from '#lib/domain/workflow/appraisal.ts';
import { computeBudget } from '#lib/domain/budgets/engine.ts';
import { canonicalBudget } from '#lib/domain/budgets/canonical.ts';
import { linesFromTables } from '#lib/domain/budgets/lines-from-tables.ts';
import { readSnapshot } from '#lib/domain/definitions/snapshot.ts';
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { caseOf } from '../../cases/applications/application-case.ts';
import type { ApplicationCase } from '../../cases/applications/application-case.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';
import { appraisalCase, appraisalOf, canonicalAppraisal } from '../../cases/budgets/appraisal-case.ts';
import { budgetSettingOf } from '../../cases/budgets/budget-setting.ts';
import type { BudgetSetting } from '../../cases/budgets/budget-setting.ts';
import type { BudgetVersionRow } from '../../budgets/ports.ts';
import { toStored } from '../../cases/budgets/requested-budget.ts';

/**
 * Opens the appraisal of a recommended application, in the transaction of the verb that recommends it: what was
 * submitted beside a copy of it to be appraised. The application moves to `in_appraisal`. Starting twice is the
 * same appraisal once. Refusals: `state_forbids`, `stale_version`, `budget_not_used` (no money in this programme),
 * `approval_chain_unknown` (the office has no chain of that name in force),
 * `budget_not_complete` (nothing was submitted that could be appraised).
 */
export async function startAppraisal(
	tx: Tx,
	ctx: Context,
	applicationId: string
): Promise<Result<{ readonly appraisalId: string }>> {
	const application = await tx.applications.lock(applicationId);
	if (application === undefined) return refuse('not_found');
	const existing = await tx.budgets.appraisalOf(applicationId);
	if (existing !== undefined) return ok({ appraisalId: existing.id });
	const found = await caseOf(tx, application);
	const next = advance(found.flow.application, application.state, 'appraise');
	if (!next.ok) return next;
	const setting = budgetSettingOf(found.definition.document, found.call);
	if (setting === null) return refuse('budget_not_used');
	const chain = found.flow.chain === null ? undefined : await tx.chains.inForce(found.flow.chain);
	if (chain === undefined)
		return refuse('approval_chain_unknown', { params: { name: found.flow.chain ?? '' } });

	const requested = await submittedVersion(tx, ctx, found, setting);
	if (!requested.ok) return requested;
	const appraisedId = ctx.app.ids.v7();
	const made = await tx.budgets.createVersion({
		id: appraisedId,
		applicationId,
		number: (await newestNumber(tx, applicationId)) + 1,
		stage: 'appraised',
		version: 0
	});
	if (!made) return refuse('stale_version');
	await tx.budgets.copyLines(requested.value.id, appraisedId);
	const appraisalId = ctx.app.ids.v7();
	await tx.budgets.createAppraisal({
		id: appraisalId,
		applicationId,
		requestedVersionId: requested.value.id,
		appraisedVersionId: appraisedId,
		chainId: chain.id,
		state: FIRST_APPRAISAL_STATE
	});
	await settleFirst(tx, appraisalId);

	const moved = await tx.applications.advance(application, next.value);
	if (!moved) return refuse('stale_version');
	await tx.timeline.append({
		applicationId,
		kind: 'appraisal_started',
		audience: 'both',
		params: { amount: String(requested.value.stateTotal) }
	});
	return ok({ appraisalId });
}

/** Nothing is cut yet, and often that is already complete: the figures have a hash from the first moment. */
async function settleFirst(tx: Tx, appraisalId: string): Promise<void> {
	const opened = await appraisalCase(tx, appraisalId);
	if (opened === undefined) throw new Error(`appraisal ${appraisalId} is not there`);
	const figures = appraisalOf(opened);
	await tx.budgets.settle(opened.appraisedVersion, {
		stateTotal: figures.appraised.totals.state,
		ownTotal: figures.appraised.totals.own,
		justifications: opened.requestedVersion.justifications,
		canonical: canonicalAppraisal(figures, opened.application.code ?? opened.application.id, opened.reasons)
	});
}

async function newestNumber(tx: Tx, applicationId: string): Promise<number> {
	return (await tx.budgets.versions(applicationId))[0]?.number ?? 0;
}

/** The frozen version that was submitted: stored with the form, or built from the tables of the revision. */
async function submittedVersion(
	tx: Tx,
	ctx: Context,
	found: ApplicationCase,
	setting: BudgetSetting
): Promise<Result<BudgetVersionRow>> {
	const { application } = found;
	const stored = (await tx.budgets.versions(application.id)).find(
		({ stage, frozenAt }) => stage === 'requested' && frozenAt !== null
	);
	if (stored !== undefined) return ok(stored);
	const { lines: source } = setting.template;
	const revision =
		application.revisionId === null ? undefined : await tx.applications.revision(application.revisionId);
	if (source.kind !== 'tables' || revision === undefined) return refuse('budget_not_complete');
	const snapshot = readSnapshot(JSON.parse(new TextDecoder().decode(revision.bytes)));
	if (!snapshot.ok) return snapshot;

	const budget = computeBudget(
		linesFromTables(snapshot.value.answers, source),
		setting.template,
		setting.rules
	);
	const canonical = canonicalBudget(budget, {
		caseCode: application.code ?? application.id,
		side: 'requested'
	});
	if (!canonical.ok) return canonical;
	// The form and the engine compute the same figures; where they do not, nobody appraises on either.
	if (application.requested !== null && application.requested !== budget.totals.state)
		throw new Error(`the form asks ${application.requested}, the engine reads ${budget.totals.state}`);

	const id = ctx.app.ids.v7();
	const number = (await newestNumber(tx, application.id)) + 1;
	const made = await tx.budgets.createVersion({
		id,
		applicationId: application.id,
		number,
		stage: 'requested',
		version: 0
	});
	if (!made) return refuse('stale_version');
	await tx.budgets.upsertLines(
		id,
		budget.lines.map((line) => toStored(line))
	);
	await tx.budgets.settle(
		{ id, version: 0 },
		{
			stateTotal: budget.totals.state,
			ownTotal: budget.totals.own,
			justifications: {},
			canonical: canonicalJson(canonical.value)
		}
	);
	await tx.budgets.freeze(id);
	const frozen = await tx.budgets.version(id);
	return frozen === undefined ? refuse('stale_version') : ok(frozen);
}
