import type { AppraisalEdit } from '#lib/domain/budgets/appraisal-edits.ts';
import type { AppraisalReason, AppraisalReasons } from '#lib/domain/budgets/appraisal.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { typedDecisions } from '#lib/contracts/budgets/appraisal-operations.ts';
import { noteFormWrite } from '../steps/drafts/take-operations.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { appraisalOf, lockedAppraisalCase } from '../cases/budgets/appraisal-case.ts';
import { writtenPlaces } from './appraisal-places.ts';
import { figuresOf, keepDecisions } from './keep-decisions.ts';

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
			const { appraisal, appraisedVersion } = found;
			const next = advance(found.flow.appraisal, appraisal.state, 'change');
			if (!next.ok) return next;
			if (appraisal.version !== input.version) return refuse('stale_version');
			const { personId } = person.value;
			if (found.steps.some((taken) => taken.kind !== 'prepared' && taken.personId === personId))
				return refuse('approval_same_person');

			const decisions = {
				edits: input.lines.map(plainEdit),
				added: (input.added ?? []).map(plainLine),
				words: wordsFrom([...input.lines, ...(input.added ?? [])]),
				justifications: input.justifications ?? appraisedVersion.justifications
			};
			const figures = figuresOf(found, decisions);
			if (!figures.ok) return figures;
			const { appraised, totals, problems } = figures.value;
			const kept = await keepDecisions(tx, found, {
				figures: figures.value,
				decisions,
				to: next.value,
				editor: personId
			});
			if (!kept.ok) return kept;
			const result = { stateTotal: appraised.totals.state, delta: totals.delta.state, problems };
			if (kept.value === undefined)
				return ok({ ...result, version: appraisal.version, hash: appraisedVersion.hash });
			const { hash } = kept.value;
			await noteFormWrite(
				ctx,
				tx,
				{ id: appraisal.id, part: 'appraisal' },
				{
					revision: appraisal.version + 1,
					personId,
					paths: writtenPlaces(
						{
							lines: typedDecisions(appraisalOf(found), found.words),
							justifications: appraisedVersion.justifications
						},
						{
							lines: typedDecisions(figures.value, decisions.words),
							justifications: decisions.justifications
						}
					)
				}
			);
			note({
				before: {
					state: appraisal.state,
					hash: appraisedVersion.hash,
					total: String(appraisedVersion.stateTotal)
				},
				after: { state: next.value, hash, total: String(result.stateTotal) }
			});
			return ok({ ...result, version: appraisal.version + 1, hash });
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

function wordsFrom(
	decisions: readonly ({ readonly key: string } & Partial<AppraisalReasonText>)[]
): AppraisalReasons {
	return Object.fromEntries(
		decisions.flatMap(({ key, reason = '', note = '' }): [string, AppraisalReason][] => {
			const said = { code: reason, note: note.trim() };
			return said.code === '' && said.note === '' ? [] : [[key, said]];
		})
	);
}
