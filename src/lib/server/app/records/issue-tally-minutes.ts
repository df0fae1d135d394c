import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { closedFacts } from '../cases/sessions/closed-facts.ts';
import { detailsOf } from '../cases/sessions/session-details.ts';
import type { SessionRow } from '../sessions/ports.ts';
import type { Tx } from '../ports.ts';
import { actorId } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { keptPaper } from './kept-paper.ts';
import { letterheadAt } from './letterhead.ts';
import type { RecordRow } from './ports.ts';
import { sessionMinutes } from './session-minutes-paper.ts';

/**
 * The minutes of a session, from the facts that were frozen at its closing: those that its page shows.
 * Refuses `not_found`.
 */
export async function issueTallyMinutes(
	tx: Tx,
	ctx: Context,
	{ lotId, councilId }: Pick<SessionRow, 'lotId' | 'councilId'>
): Promise<Result<RecordRow>> {
	const frame = await tx.sessions.frame({ lotId, councilId });
	const held = frame === undefined ? undefined : await closedFacts(tx, frame);
	if (held === undefined) return refuse('not_found');
	const ids = held.applications.map(({ applicationId }) => applicationId);
	const [tallies, names, sheets, submitted, { ruledOut }] = await Promise.all([
		tx.sessions.tallies(held.session.id),
		tx.sessions.cases(ids),
		tx.sheets.headers(councilId, ids),
		held.submitted(held.members.map(({ memberId }) => memberId)),
		tx.ties.inLot(held.council.id, lotId)
	]);
	const details = await detailsOf(
		tx,
		{
			sessionId: held.session.id,
			councilId,
			presentIds: held.quorum.presentIds,
			recusals: held.recusals,
			rulings: held.rulings,
			sheets,
			names: new Map(held.members.map(({ memberId, name }) => [memberId, name]))
		},
		ids
	);
	const at = await tx.clock.now();
	const letterhead = await letterheadAt(tx, at);
	const record = await tx.records.issue(
		{
			kind: 'tally_minutes',
			series: 'BB',
			callId: held.call.id,
			lotId,
			councilId,
			issuedBy: actorId(ctx.actor),
			content: keptPaper(
				sessionMinutes({ session: held, tallies, names, details, ruledOut, submitted, letterhead, at })
			)
		},
		letterhead.letters
	);
	return ok(record);
}
