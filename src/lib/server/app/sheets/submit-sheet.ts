import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { checkSheet, freezeSheet } from '#lib/domain/scoring/sheet.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import type { SheetRow } from './ports.ts';
import { keepMarks } from './save-marks.ts';
import type { FormSheet } from './save-marks.ts';
import { markingCase } from './scoring-case.ts';

/** The bytes of a submitted sheet: what was marked, on which rubric, of which frozen dossier. */
export function canonicalSheet(
	sheet: Pick<SheetRow, 'id' | 'memberId' | 'applicationId' | 'content' | 'comment'>,
	about: { readonly revisionId: string; readonly definitionId: string; readonly variant: string },
	frozen: { readonly points: Readonly<Record<string, number>>; readonly total: number }
): string {
	return canonicalJson({
		format: 'chuan.sheet/1',
		sheet: sheet.id,
		member: sheet.memberId,
		application: sheet.applicationId,
		revision: about.revisionId,
		definition: about.definitionId,
		variant: about.variant,
		marks: { ...sheet.content.marks },
		comments: { ...sheet.content.comments },
		comment: sheet.comment,
		points: { ...frozen.points },
		total: frozen.total
	});
}

/**
 * Freezes a sheet with its total and its hash. Refuses `sheet_incomplete` with every place that is still open,
 * `sheet_wrong`, `sheet_conflict`, `stale_version`, `sheet_frozen`, `session_closed`, and what keeps a member from marking.
 */
export async function submitSheet(
	ctx: Context,
	input: {
		readonly councilId: string;
		readonly applicationId: string;
		/** Version of the sheet that the writer saw. */
		readonly version: number;
		/** What the writer's form holds, written before the sheet is frozen, in the same transaction. */
		readonly form?: (rubric: Rubric) => FormSheet;
	}
): Promise<Result<{ readonly total: number; readonly hash: string }>> {
	const about: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'submit_sheet', about, async ({ tx, permit, note }) => {
		const found = await markingCase(ctx, tx, {
			councilId: input.councilId,
			applicationId: input.applicationId,
			hold: true
		});
		if (!found.ok) return found;
		const { rubric, seat, one, subject, application, lot, record, sessionState } = found.value;
		const allowed = permit('sheet.score', subject);
		if (!allowed.ok) return allowed;
		if (sessionState === 'closed') return refuse('session_closed');
		const sheet = await tx.sheets.hold(ctx.app.ids.v4(), seat.memberId, one.applicationId);
		if (sheet.state === 'submitted') return refuse('sheet_frozen');
		const read = input.form?.(rubric);
		if (read !== undefined && read.problems.length > 0) return unreadable(rubric, read);
		const change = read?.change;
		if (change === undefined && sheet.version !== input.version) return refuse('stale_version');
		const kept =
			change === undefined
				? undefined
				: await keepMarks(ctx, tx, {
						sheet,
						rubric,
						change: { ...change, baseVersion: input.version }
					});
		if (kept?.ok === false) return kept;
		// Another window wrote something else meanwhile: nothing is overwritten, the form comes back.
		if (kept !== undefined && kept.value.conflicts.length > 0) return refuse('sheet_conflict');
		const content = kept?.value.state ?? { ...sheet.content, comment: sheet.comment };
		const frozen = freezeSheet(rubric, content);
		if (!frozen.ok) return frozen;

		const { total } = frozen.value;
		const { revisionId } = application;
		const bytes = canonicalSheet(
			{ ...sheet, content, comment: content.comment },
			{ revisionId, definitionId: record.call.definitionId, variant: lot.variant },
			frozen.value
		);
		const hash = ctx.app.ids.sha256(bytes);
		await tx.sheets.submit(sheet.id, { total, hash });
		note({ after: { sheetId: sheet.id, hash } });
		return ok({ total, hash });
	});
}

/** What cannot be read, and with it everything else that keeps the sheet from being submitted. */
function unreadable(rubric: Rubric, { change, problems }: FormSheet): Result<never> {
	const wrong = new Set(problems.map(({ field }) => field));
	const rest = checkSheet(rubric, { marks: change.marks ?? {}, comments: change.comments ?? {} });
	return refuse('sheet_wrong', { causes: [...problems, ...rest.filter(({ field }) => !wrong.has(field))] });
}
