import { appraisalApply, typedDecisions } from '#lib/contracts/budgets/appraisal-operations.ts';
import type { TypedAppraisal } from '#lib/contracts/budgets/appraisal-operations.ts';
import { readDecisions } from '#lib/contracts/budgets/typed-decision.ts';
import type { SaveOperations } from '#lib/contracts/drafts/save-operations.ts';
import type { Apply } from '#lib/domain/drafts/play-operations.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import type { SavedOperations } from '../drafts/ports.ts';
import { takeOperations } from '../steps/drafts/take-operations.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { appraisalOf, lockedAppraisalCase } from '../cases/budgets/appraisal-case.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';
import { figuresOf, keepDecisions } from './keep-decisions.ts';
import type { Decisions } from './keep-decisions.ts';

/**
 * Takes what an appraiser types beside the lines, box by box and each operation once. A changed figure takes every
 * signature back; words that were typed before a signature came are shown as a conflict first. What cannot be read or
 * kept comes back with the reason. Refusals: those of `saveAppraisal` except `stale_version` of what was shown.
 */
export async function saveTypedDecisions(
	ctx: Context,
	input: { readonly appraisalId: string; readonly message: SaveOperations }
): Promise<Result<SavedOperations<TypedAppraisal>>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { personId } = person.value;
	if (!isUuid(input.appraisalId)) return refuse('not_found');
	const about: AuditedObject = { type: 'appraisal', id: input.appraisalId };
	return transact(ctx, 'save_appraisal', about, async ({ tx, permit, note }) => {
		const found = await lockedAppraisalCase(tx, input.appraisalId);
		if (found === undefined) return refuse('not_found');
		const allowed = permit('budget.appraise', found.subject);
		if (!allowed.ok) return allowed;
		const { appraisal, appraisedVersion, requested, setting } = found;
		const next = advance(found.flow.appraisal, appraisal.state, 'change');
		if (!next.ok) return next;
		if (found.steps.some((taken) => taken.kind !== 'prepared' && taken.personId === personId))
			return refuse('approval_same_person');

		const state = {
			appraisal: {
				lines: typedDecisions(appraisalOf(found), found.words),
				justifications: appraisedVersion.justifications
			}
		};
		const play = appraisalApply(state, {
			requested,
			template: setting.template,
			storable: (appraisal) => {
				const figures = figuresOf(found, decisionsOf(found, appraisal));
				return figures.ok ? [] : (figures.refusal.causes ?? [figures.refusal]);
			}
		});
		const signed = appraisal.state !== 'preparing';
		const careful: Apply = (operation, contested) =>
			play(operation, contested || (signed && operation.base < appraisal.version));
		const taken = await takeOperations(
			tx,
			{ id: appraisal.id, part: 'appraisal' },
			{ revision: appraisal.version, message: input.message, personId },
			careful
		);
		const answer = {
			revision: taken.revision,
			savedAt: taken.changed ? await tx.clock.now() : null,
			outcomes: taken.outcomes,
			...(taken.behind ? { content: state.appraisal } : {})
		};
		if (!taken.changed) return ok(answer);

		const decisions = decisionsOf(found, state.appraisal);
		const figures = figuresOf(found, decisions);
		if (!figures.ok) return figures;
		const kept = await keepDecisions(tx, found, {
			figures: figures.value,
			decisions,
			to: next.value,
			editor: personId
		});
		if (!kept.ok) return kept;
		// A value that was written and taken back within one message: the revision goes up all the same.
		if (kept.value === undefined) {
			const moved = await tx.budgets.advanceAppraisal(appraisal, appraisal.state);
			if (!moved) return refuse('stale_version');
		}
		note({
			before: {
				state: appraisal.state,
				hash: appraisedVersion.hash,
				total: String(appraisedVersion.stateTotal)
			},
			after: {
				state: kept.value === undefined ? appraisal.state : next.value,
				hash: kept.value === undefined ? appraisedVersion.hash : kept.value.hash,
				total: String(figures.value.appraised.totals.state),
				places: taken.paths
			}
		});
		return ok(answer);
	});
}

/** Every row of it has been read before it was taken. */
function decisionsOf({ requested, setting }: AppraisalCase, typed: TypedAppraisal): Decisions {
	const read = readDecisions(typed.lines, requested, setting.template);
	if (!read.ok) throw new Error(`a decision that was taken cannot be read: ${JSON.stringify(read.refusal)}`);
	return {
		edits: read.value.lines.map(({ reason: _reason, note: _note, ...edit }) => edit),
		added: read.value.added.map(({ reason: _reason, note: _note, ...line }) => line),
		words: Object.fromEntries(
			typed.lines.flatMap(({ key, reason, note }) =>
				reason === '' && note === '' ? [] : [[key, { code: reason, note }]]
			)
		),
		justifications: typed.justifications
	};
}
