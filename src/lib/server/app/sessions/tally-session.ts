import { checkCountingBoard } from '#lib/domain/councils/session.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import type { SessionPlace } from './ports.ts';
import { countRanking } from './count-ranking.ts';
import { ballotsOf, heldSessionCase } from '../cases/sessions/session-case.ts';
import { runningSeat } from './session-seat.ts';
import { tallyRows } from './tally-rows.ts';

/**
 * Counts the ballots of the lot and stores every step. Taken again over the same ballots it gives the same rows.
 * Refuses `quorum_not_met` with what is missing, those of the counting board, `sheet_missing` {count}, `no_ballots` {code}, `state_forbids`,
 * `stale_version`, `not_found`.
 */
export async function tallySession(
	ctx: Context,
	input: SessionPlace & { readonly version: number }
): Promise<Result<{ readonly openTies: number }>> {
	const about: AuditedObject = { type: 'lot', id: input.lotId };
	return transact(ctx, 'tally_session', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input);
		if (!found.ok) return found;
		const seat = runningSeat(ctx, found.value, permit);
		if (!seat.ok) return seat;
		const { session, quorum, unsettled, standing, record } = found.value;
		const next = advance(record.flow.session, session.state, 'tally');
		if (!next.ok) return next;
		if (session.version !== input.version) return refuse('stale_version');
		// Attendance may have been corrected since the opening.
		const missing = [...quorum.missing, ...unsettled];
		if (missing.length > 0) return refuse('quorum_not_met', { causes: missing });
		const counted = countRanking(found.value, await ballotsOf(tx, found.value), ctx.app.ids.sha256);
		if (!counted.ok) return counted;
		const { tally, stored } = counted.value;
		// Ballots first, then who counts them (Art. 11).
		const board = checkCountingBoard(session.countingBoard, {
			memberIds: standing.members.map(({ memberId }) => memberId),
			presentIds: quorum.presentIds,
			rules: record.rules
		});
		if (!board.ok) return board;
		const rows = tallyRows(session.id, tally);
		await tx.sessions.saveTallies(rows);
		if (!(await tx.sessions.tally(session, next.value, await tx.clock.now(), stored)))
			return refuse('stale_version');
		const outcomes = rows.map(({ applicationId, rank, outcome }) => ({ applicationId, rank, outcome }));
		note({ before: { state: session.state }, after: { state: next.value, outcomes } });
		return ok({ openTies: stored.ranking.openTies.length });
	});
}
