import { mayOpenSession } from '#lib/domain/councils/session.ts';
import { advance } from '#lib/domain/workflow/machine.ts';
import { REVIEW_SESSION_MACHINE } from '#lib/domain/workflow/review-session.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { heldSessionCase } from './session-case.ts';
import { runningSeat } from './session-seat.ts';

/**
 * Opens the session with the quorum that the recorded attendance gives. Refuses `session_cannot_open` with everything
 * that is missing, `council_not_seated`, `state_forbids`, `stale_version`, `not_found`.
 */
export async function openSession(
	ctx: Context,
	input: { readonly lotId: string; readonly version: number }
): Promise<Result<true>> {
	const about = { type: 'lot', id: input.lotId };
	return transact(ctx, 'open_session', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input.lotId);
		if (!found.ok) return found;
		const seat = runningSeat(ctx, found.value, permit);
		if (!seat.ok) return seat;
		const { session, record, standing, quorum, unsettled } = found.value;
		if (record.council.state !== 'seated') return refuse('council_not_seated');
		const next = advance(REVIEW_SESSION_MACHINE, session.state, 'open');
		if (!next.ok) return next;
		const ready = mayOpenSession({ applicationIds: standing.applicationIds, quorum, unsettled });
		if (!ready.ok) return ready;
		const { presentIds, presentCount, needed, denominator, leadId } = quorum;
		const seen = { id: session.id, version: input.version, state: session.state };
		const stored = { presentIds, presentCount, needed, denominator, leadId };
		if (!(await tx.sessions.open(seen, await tx.clock.now(), stored))) return refuse('stale_version');
		note({ before: { state: session.state }, after: { state: next.value, quorum: stored } });
		return ok(true);
	});
}
