import { applyEdits } from '#lib/domain/budgets/appraisal-edits.ts';
import type { AppraisalEdit } from '#lib/domain/budgets/appraisal-edits.ts';
import { appraise } from '#lib/domain/budgets/appraisal.ts';
import type { Appraisal, AppraisalReason, AppraisalReasons } from '#lib/domain/budgets/appraisal.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { BudgetLine, ComputedLine } from '#lib/domain/budgets/line.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { AppraisalState } from '#lib/domain/workflow/appraisal.ts';
import type { Tx } from '../ports.ts';
import { canonicalAppraisal } from '../cases/budgets/appraisal-case.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';
import type { StoredLine } from './ports.ts';
import { toStored } from '../cases/budgets/requested-budget.ts';
import { checkStorable } from './storable-lines.ts';

/** The whole set of decisions about the lines that were asked for. */
export interface Decisions {
	readonly edits: readonly AppraisalEdit[];
	readonly added: readonly BudgetLine[];
	/** By line; a note may stand without a reason until one is chosen. */
	readonly words: AppraisalReasons;
	readonly justifications: Justifications;
}

/** The figures of the decisions. Refusals: those of `applyEdits`, `budget_not_storable`. */
export function figuresOf(found: AppraisalCase, decisions: Decisions): Result<Appraisal> {
	const { requested, setting } = found;
	const edited = applyEdits(requested, decisions.edits, decisions.added);
	if (!edited.ok) return edited;
	const figures = appraise({
		requested,
		appraised: edited.value,
		reasons: reasonsIn(decisions.words),
		template: setting.template,
		rules: setting.rules,
		justifications: decisions.justifications
	});
	const storable = checkStorable(figures.appraised);
	return storable.ok ? ok(figures) : storable;
}

/**
 * Writes the decisions in place of those kept before, takes every signature back and moves the appraisal. Undefined
 * when nothing differs and nothing was written. Refuses `stale_version`.
 */
export async function keepDecisions(
	tx: Tx,
	found: AppraisalCase,
	kept: {
		readonly figures: Appraisal;
		readonly decisions: Decisions;
		readonly to: AppraisalState;
		readonly editor: string;
	}
): Promise<Result<{ readonly hash: string | null } | undefined>> {
	const { appraisal, appraisedVersion, application } = found;
	const { figures, decisions } = kept;
	const { words, justifications } = decisions;
	const rows = figures.rows.flatMap(({ key, appraised, requested: asked }): StoredLine[] => {
		const said = (Object.hasOwn(words, key) ? words[key] : undefined) ?? { code: '', note: '' };
		if (appraised !== null) return [toStored(appraised, said)];
		return asked === null ? [] : [removedLine(asked, said)];
	});
	const keys = new Set(rows.map(({ line }) => line.key));
	const before = await tx.budgets.lines(appraisedVersion.id);
	const gone = before.flatMap(({ line }) => (keys.has(line.key) ? [] : [line.key]));
	const changed =
		(await tx.budgets.removeLines(appraisedVersion.id, gone)) +
		(await tx.budgets.upsertLines(appraisedVersion.id, rows));
	const sameWords = JSON.stringify(justifications) === JSON.stringify(appraisedVersion.justifications);
	if (changed === 0 && sameWords) return ok(undefined);

	const settled = await tx.budgets.settle(appraisedVersion, {
		stateTotal: figures.appraised.totals.state,
		ownTotal: figures.appraised.totals.own,
		justifications,
		canonical: canonicalAppraisal(figures, application.code ?? application.id, reasonsIn(words))
	});
	if (!settled) return refuse('stale_version');
	// The database takes the signatures back when the hash falls; here they go also when only words changed.
	await tx.budgets.revokeSteps(appraisedVersion.id);
	const moved = await tx.budgets.advanceAppraisal(appraisal, kept.to, { editor: kept.editor });
	if (!moved) return refuse('stale_version');
	const after = await tx.budgets.version(appraisedVersion.id);
	return ok({ hash: after?.hash ?? null });
}

function reasonsIn(words: AppraisalReasons): AppraisalReasons {
	return Object.fromEntries(Object.entries(words).filter(([, { code }]) => code !== ''));
}

/** The row of a line that is taken out: as it was asked for, worth 0, with the reason. */
function removedLine(asked: ComputedLine, reason: AppraisalReason): StoredLine {
	return { ...toStored(asked, reason), amount: 0n, removed: true };
}
