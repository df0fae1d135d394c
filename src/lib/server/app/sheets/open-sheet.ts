import type { SheetState } from '#lib/domain/scoring/merge-sheet.ts';
import { markSlots } from '#lib/domain/scoring/scale.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Context, Verb } from '../use-case.ts';
import type { MarkRow, SheetRow } from './ports.ts';
import { markingCase } from './scoring-case.ts';
import type { ScoringCase } from './scoring-case.ts';

/**
 * A member's draft sheet that may be written now, held until the transaction ends. Refuses `sheet_frozen`,
 * `session_closed`, and what keeps a member from marking (`markingCase`).
 */
export async function openSheet(
	ctx: Context,
	{ tx, permit }: Pick<Verb, 'tx' | 'permit'>,
	input: { readonly councilId: string; readonly applicationId: string }
): Promise<Result<ScoringCase & { readonly sheet: SheetRow }>> {
	const { councilId, applicationId } = input;
	const found = await markingCase(ctx, tx, { councilId, applicationId, hold: true });
	if (!found.ok) return found;
	const { seat, one, subject, sessionState } = found.value;
	const allowed = permit('sheet.score', subject);
	if (!allowed.ok) return allowed;
	if (sessionState === 'closed') return refuse('session_closed');
	const sheet = await tx.sheets.hold(ctx.app.ids.v4(), seat.memberId, one.applicationId);
	return sheet.state === 'submitted' ? refuse('sheet_frozen') : ok({ ...found.value, sheet });
}

/** All rows of a sheet: a comment stands in the row of its criterion, with the mark where the scale has points. */
export function rowsOf(rubric: Rubric, state: SheetState): MarkRow[] {
	return rubric.criteria.flatMap((criterion): MarkRow[] => {
		const comment = state.comments[criterion.key] ?? '';
		const marks = markSlots(criterion).map(({ key, criterionKey, subKey = '' }) => ({
			criterionKey,
			subKey,
			value: state.marks[key] ?? null,
			comment: subKey === '' ? comment : ''
		}));
		return criterion.scale.kind === 'points'
			? marks
			: [...marks, { criterionKey: criterion.key, subKey: '', value: null, comment }];
	});
}
