import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import { freezeSheet } from '#lib/domain/scoring/sheet.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { SheetRow } from './ports.ts';
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
 * `stale_version`, `sheet_frozen`, `session_closed`, and what keeps a member from marking.
 */
export async function submitSheet(
	ctx: Context,
	input: { readonly councilId: string; readonly applicationId: string; readonly version: number }
): Promise<Result<{ readonly total: number; readonly hash: string }>> {
	const about = { type: 'application', id: input.applicationId };
	return transact(ctx, 'submit_sheet', about, async ({ tx, permit, note }) => {
		const found = await markingCase(ctx, tx, input);
		if (!found.ok) return found;
		const { rubric, seat, one, subject, application, lot, record } = found.value;
		const allowed = permit('sheet.score', subject);
		if (!allowed.ok) return allowed;
		const session = await tx.sessions.hold(one.lotId, 'share');
		if (session === undefined || session.state === 'closed') return refuse('session_closed');
		const sheet = await tx.sheets.hold(ctx.app.ids.v4(), seat.memberId, one.applicationId);
		if (sheet.state === 'submitted') return refuse('sheet_frozen');
		if (sheet.version !== input.version) return refuse('stale_version');
		const frozen = freezeSheet(rubric, sheet.content);
		if (!frozen.ok) return frozen;

		const { total } = frozen.value;
		const { revisionId } = application;
		const bytes = canonicalSheet(
			sheet,
			{ revisionId, definitionId: record.call.definitionId, variant: lot.variant },
			frozen.value
		);
		const hash = ctx.app.ids.sha256(bytes);
		await tx.sheets.submit(sheet.id, { total, hash, at: await tx.clock.now() });
		note({ after: { sheetId: sheet.id, hash } });
		return ok({ total, hash });
	});
}
