import type { AppraisalEdit } from '#lib/domain/budgets/appraisal-edits.ts';
import { applyEdits } from '#lib/domain/budgets/appraisal-edits.ts';
import { appraise } from '#lib/domain/budgets/appraisal.ts';
import type { AppraisalReason, AppraisalReasons } from '#lib/domain/budgets/appraisal.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { BudgetLine, ComputedLine } from '#lib/domain/budgets/line.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { APPRAISAL_MACHINE } from '#lib/domain/workflow/appraisal.ts';
import { advance } from '#lib/domain/workflow/machine.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { canonicalAppraisal, lockedAppraisalCase } from './appraisal-case.ts';
import type { StoredLine } from './ports.ts';
import { toStored } from './requested-budget.ts';
import { checkStorable } from './storable-lines.ts';

/** What the appraiser says about one requested line; what is not named stays as requested. */
export type AppraisalDecision = AppraisalEdit & Partial<AppraisalReasonText>;

interface AppraisalReasonText {
	/** Code of the list (domain/budgets/reasons.ts). */
	readonly reason: string;
	readonly note: string;
}

export interface SavedAppraisal {
	readonly version: number;
	/** What a signature would sign; null while problems remain. */
	readonly hash: string | null;
	/** đồng of the state budget. */
	readonly stateTotal: bigint;
	readonly delta: bigint;
	/** What keeps it from being prepared. */
	readonly problems: readonly Refusal[];
}

/**
 * Keeps the whole set of decisions about the requested lines, in place of those kept before. A changed figure
 * takes every signature back and the appraisal to `preparing`; decisions that change nothing leave all as it is.
 * Refusals: `not_found`, `tied_to_applicant`, `state_forbids` (approved), `stale_version`, `approval_same_person`
 * (who checked or approved these figures does not make them), those of `applyEdits`, `budget_not_storable`.
 */
export async function saveAppraisal(
	ctx: Context,
	input: {
		readonly appraisalId: string;
		/** The appraisal as it was shown. */
		readonly version: number;
		readonly lines: readonly AppraisalDecision[];
		readonly added?: readonly (BudgetLine & Partial<AppraisalReasonText>)[];
		readonly justifications?: Justifications;
	}
): Promise<Result<SavedAppraisal>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.appraisalId)) return refuse('not_found');
	return transact(
		ctx,
		'save_appraisal',
		{ type: 'appraisal', id: input.appraisalId },
		async ({ tx, permit, note }) => {
			const found = await lockedAppraisalCase(tx, input.appraisalId);
			if (found === undefined) return refuse('not_found');
			const allowed = permit('budget.appraise', found.subject);
			if (!allowed.ok) return allowed;
			const { appraisal, appraisedVersion, requested, setting } = found;
			const next = advance(APPRAISAL_MACHINE, appraisal.state, 'change');
			if (!next.ok) return next;
			if (appraisal.version !== input.version) return refuse('stale_version');
			const { personId } = person.value;
			if (found.steps.some((taken) => taken.step > 0 && taken.personId === personId))
				return refuse('approval_same_person');

			const added = (input.added ?? []).map(plainLine);
			const edited = applyEdits(requested, input.lines.map(plainEdit), added);
			if (!edited.ok) return edited;
			const reasons = reasonsFrom([...input.lines, ...(input.added ?? [])]);
			const justifications = input.justifications ?? appraisedVersion.justifications;
			const figures = appraise({
				requested,
				appraised: edited.value,
				reasons,
				template: setting.template,
				rules: setting.rules,
				justifications
			});
			const storable = checkStorable(figures.appraised);
			if (!storable.ok) return storable;

			const reasonOf = (key: string): AppraisalReason =>
				(Object.hasOwn(reasons, key) ? reasons[key] : undefined) ?? { code: '', note: '' };
			const rows = figures.rows.flatMap(({ key, appraised, requested: asked }): StoredLine[] => {
				if (appraised !== null) return [toStored(appraised, reasonOf(key))];
				return asked === null ? [] : [removedLine(asked, reasonOf(key))];
			});
			const keys = new Set(rows.map(({ line }) => line.key));
			const before = await tx.budgets.lines(appraisedVersion.id);
			const gone = before.flatMap(({ line }) => (keys.has(line.key) ? [] : [line.key]));

			const changed =
				(await tx.budgets.removeLines(appraisedVersion.id, gone)) +
				(await tx.budgets.upsertLines(appraisedVersion.id, rows));
			const sameWords = JSON.stringify(justifications) === JSON.stringify(appraisedVersion.justifications);
			const result = {
				stateTotal: figures.appraised.totals.state,
				delta: figures.totals.delta.state,
				problems: figures.problems
			};
			if (changed === 0 && sameWords)
				return ok({ ...result, version: appraisal.version, hash: appraisedVersion.hash });

			const settled = await tx.budgets.settle(appraisedVersion, {
				stateTotal: figures.appraised.totals.state,
				ownTotal: figures.appraised.totals.own,
				justifications,
				canonical: canonicalAppraisal(figures, found.application.code ?? found.application.id, reasons)
			});
			if (!settled) return refuse('stale_version');
			// The database takes the signatures back when the hash falls; here they go also when only words changed.
			await tx.budgets.revokeSteps(appraisedVersion.id);
			const moved = await tx.budgets.advanceAppraisal(appraisal, next.value, { editor: personId });
			if (!moved) return refuse('stale_version');
			const after = await tx.budgets.version(appraisedVersion.id);
			note({
				before: {
					state: appraisal.state,
					hash: appraisedVersion.hash,
					total: String(appraisedVersion.stateTotal)
				},
				after: { state: next.value, hash: after?.hash ?? null, total: String(result.stateTotal) }
			});
			return ok({ ...result, version: appraisal.version + 1, hash: after?.hash ?? null });
		}
	);
}

function plainEdit({ reason: _reason, note: _note, ...edit }: AppraisalDecision): AppraisalEdit {
	return edit;
}

function plainLine({
	reason: _reason,
	note: _note,
	...line
}: BudgetLine & Partial<AppraisalReasonText>): BudgetLine {
	return line;
}

function reasonsFrom(
	decisions: readonly ({ readonly key: string } & Partial<AppraisalReasonText>)[]
): AppraisalReasons {
	return Object.fromEntries(
		decisions.flatMap(({ key, reason = '', note = '' }): [string, AppraisalReason][] =>
			reason === '' ? [] : [[key, { code: reason, note: note.trim() }]]
		)
	);
}

/** The row of a line that is taken out: as it was asked for, worth 0, with the reason. */
function removedLine(asked: ComputedLine, reason: AppraisalReason): StoredLine {
	return { ...toStored(asked, reason), amount: 0n, removed: true };
}
