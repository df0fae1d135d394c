import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { closedFacts } from '../cases/sessions/closed-facts.ts';
import type { SessionRow } from '../sessions/ports.ts';
import type { Tx } from '../ports.ts';
import { actorId } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { keptPaper } from './kept-paper.ts';
import { minutesFacts } from './minutes-facts.ts';
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
	const facts = await minutesFacts(tx, held);
	const record = await tx.records.issue(
		{
			kind: 'tally_minutes',
			series: 'BB',
			callId: held.call.id,
			lotId,
			councilId,
			issuedBy: actorId(ctx.actor),
			content: keptPaper(sessionMinutes(facts))
		},
		facts.letterhead.letters
	);
	return ok(record);
}
