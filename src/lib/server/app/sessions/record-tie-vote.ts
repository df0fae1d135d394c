import { checkTieVote } from '#lib/domain/scoring/ranking.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import type { SessionPlace, TieVoteRow } from './ports.ts';
import { countRanking } from './count-ranking.ts';
import { ballotsOf, heldSessionCase, tallyOf } from '../cases/sessions/session-case.ts';
import type { SessionCase } from '../cases/sessions/session-case.ts';
import { runningSeat } from './session-seat.ts';
import { tallyRows } from './tally-rows.ts';

const NOTE_LIMIT = 1000;

/**
 * Records the council's vote on equals that no rule parted; the ranking follows it. Refuses `session_not_tallied`,
 * `vote_not_about_open_tie`, `vote_incomplete`, `vote_wrong` with causes (`vote_count_wrong` {present},
 * `vote_not_carried`, `text_too_long`), `stale_version`, `not_found`.
 */
export async function recordTieVote(
	ctx: Context,
	input: SessionPlace & {
		readonly version: number;
		/** Application ids, first to last. */
		readonly order: readonly string[];
		readonly for: number;
		readonly against: number;
		readonly note: string;
	}
): Promise<Result<true>> {
	const about: AuditedObject = { type: 'lot', id: input.lotId };
	return transact(ctx, 'record_tie_vote', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input);
		if (!found.ok) return found;
		const seat = runningSeat(ctx, found.value, permit);
		if (!seat.ok) return seat;
		const { session, quorum } = found.value;
		if (session.state === 'closed') return refuse('session_closed');
		if (session.state !== 'tallied') return refuse('session_not_tallied');
		if (session.version !== input.version) return refuse('stale_version');
		const ballots = await ballotsOf(tx, found.value);
		const before = tallyOf(found.value, ballots);
		if (!before.ok) return before;
		const order = checkTieVote(before.value.ranking, { order: input.order });
		if (!order.ok) return order;
		const vote: TieVoteRow = {
			order: order.value.order,
			for: input.for,
			against: input.against,
			note: cleanText(input.note)
		};
		const causes = voteProblems(vote, quorum.presentCount);
		if (causes.length > 0) return refuse('vote_wrong', { causes });

		const votes = [...session.tieVotes, vote];
		const decided: SessionCase = { ...found.value, session: { ...session, tieVotes: votes } };
		const after = countRanking(decided, ballots, ctx.app.ids.sha256);
		if (!after.ok) return after;
		await tx.sessions.saveTieVotes(session.id, votes, after.value.stored);
		await tx.sessions.saveTallies(tallyRows(session.id, after.value.tally));
		note({ after: vote });
		return ok(true);
	});
}

function voteProblems(vote: TieVoteRow, present: number): Refusal[] {
	const causes: Refusal[] = [];
	const whole = [vote.for, vote.against].every((count) => Number.isSafeInteger(count) && count >= 0);
	if (!whole || vote.for + vote.against > present) {
		causes.push({ code: 'vote_count_wrong', field: 'for', params: { present: String(present) } });
	} else if (vote.for <= vote.against) causes.push({ code: 'vote_not_carried', field: 'for' });
	if ([...vote.note].length > NOTE_LIMIT) {
		causes.push({ code: 'text_too_long', field: 'note', params: { max: String(NOTE_LIMIT) } });
	}
	return causes;
}
