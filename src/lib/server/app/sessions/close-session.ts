import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { mayCloseSession } from '#lib/domain/councils/session.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { seatAmong } from '../cases/councils/seat-of.ts';
import { issueTallyMinutes } from '../records/issue-tally-minutes.ts';
import { issueVerb } from '../records/issue-verb.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { concludeCases } from './conclude-cases.ts';
import { ballotsOf, heldSessionCase, tallyOf } from '../cases/sessions/session-case.ts';
import type { SessionCase } from '../cases/sessions/session-case.ts';
import type { SessionPlace, StoredStanding } from './ports.ts';
import { recordedMarks, unlessSeen } from './recorded-marks.ts';
import { runningSeat } from './session-seat.ts';
import { sameTallies, tallyRows } from './tally-rows.ts';

const CONCLUSION_LIMIT = 10_000;

/**
 * Keeps the council's conclusion while the session lasts. `seen`: the mark of the one that the writer's page showed.
 * Refuses `conclusion_changed` {text} where somebody else has written since, `session_closed`, `text_too_long`, `not_found`.
 */
export async function saveConclusion(
	ctx: Context,
	input: SessionPlace & { readonly conclusion: string; readonly seen?: string | undefined }
): Promise<Result<true>> {
	const about: AuditedObject = { type: 'lot', id: input.lotId };
	return transact(ctx, 'save_conclusion', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input);
		if (!found.ok) return found;
		const seat = runningSeat(ctx, found.value, permit);
		if (!seat.ok) return seat;
		const { session } = found.value;
		if (session.state === 'closed') return refuse('session_closed');
		const conclusion = cleanText(input.conclusion);
		if ([...conclusion].length > CONCLUSION_LIMIT) return tooLong();
		if (conclusion === session.conclusion) return ok(true);
		const shown = unlessSeen(
			input.seen,
			recordedMarks.conclusion(ctx, session),
			because('conclusion_changed', { params: { text: session.conclusion } })
		);
		if (!shown.ok) return shown;
		await tx.sessions.saveConclusion(session.id, conclusion);
		note({ before: { conclusion: session.conclusion }, after: { conclusion } });
		return ok(true);
	});
}

/**
 * Closes and freezes the session, by the one who led it, and issues its minutes in the same transaction; where the
 * council decides, its cases are settled with it. Refuses what `concludeCases` refuses,
 * `session_cannot_close` with causes (`not_session_lead`, `tally_missing`, `tie_needs_vote`), `tally_outdated` (what
 * it counted has changed since), `ties_unruled` {count}, `conclusion_missing`, `text_too_long`, `session_closed`, `state_forbids`,
 * `stale_version`, `not_found`.
 */
export async function closeSession(
	ctx: Context,
	input: SessionPlace & { readonly version: number; readonly conclusion: string }
): Promise<Result<true>> {
	const about: AuditedObject = { type: 'lot', id: input.lotId };
	return issueVerb(ctx, 'close_session', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input);
		if (!found.ok) return found;
		const { session, record, subject, standing, quorum, applications } = found.value;
		const allowed = permit('session.close', subject);
		if (!allowed.ok) return allowed;
		const seat = seatAmong(ctx, record.members);
		if (!seat.ok) return seat;
		if (session.state === 'closed') return refuse('session_closed');
		const next = advance(record.flow.session, session.state, 'close');
		if (!next.ok) return next;
		if (session.version !== input.version) return refuse('stale_version');

		// What is closed is frozen: a tie of somebody who judged this lot is ruled on before.
		const waiting = (await tx.ties.waitingIn(record.council.id)).filter(({ organisationId }) =>
			standing.cases.some((one) => one.organisationId === organisationId)
		);
		if (waiting.length > 0) return refuse('ties_unruled', { params: { count: String(waiting.length) } });

		const stored = await tx.sessions.tallies(session.id);
		const now = tallyOf(found.value, await ballotsOf(tx, found.value));
		if (!now.ok) return now;
		const ready = mayCloseSession({
			memberId: seat.value.memberId,
			leadId: quorum.leadId,
			applicationIds: standing.applicationIds,
			talliedIds: stored.map(({ applicationId }) => applicationId),
			ranking: now.value.ranking
		});
		if (!ready.ok) return ready;
		if (!sameTallies(stored, tallyRows(session.id, now.value))) return refuse('tally_outdated');
		const conclusion = cleanText(input.conclusion);
		if (conclusion === '') return refuse('conclusion_missing', { field: 'conclusion' });
		if ([...conclusion].length > CONCLUSION_LIMIT) return tooLong();

		const at = await tx.clock.now();
		const by = seat.value.personId;
		const closing = { at, by, conclusion, standing: standingOf(found.value) };
		if (!(await tx.sessions.close(session, next.value, closing))) return refuse('stale_version');
		await tx.timeline.appendMany(
			applications.map(({ id }) => ({ applicationId: id, kind: 'session_closed', audience: 'both' as const }))
		);
		const issued = await issueTallyMinutes(tx, ctx, session);
		if (!issued.ok) return issued;
		const concluded = await concludeCases(tx, ctx, found.value, stored);
		if (!concluded.ok) return concluded;
		const goOn = concluded.value;
		const settled = session.stage === DECIDING ? { recommended: goOn } : { passed: goOn };
		note({
			before: { state: session.state },
			after: { state: next.value, conclusion, ...(goOn.length > 0 && settled) }
		});
		return ok(true);
	});
}

/** What the closed session is shown with, whatever happens to seats and interests afterwards. */
function standingOf({ quorum, standing }: SessionCase): StoredStanding {
	return {
		quorum,
		members: standing.members.map(({ memberId, name, title, role, recusedFrom }) => ({
			memberId,
			name,
			title,
			role,
			recusedFrom,
			recused: standing.recusedMemberIds.includes(memberId),
			of: standing.applicationIds.length - recusedFrom.length
		}))
	};
}

function tooLong(): Result<never> {
	return refuse('text_too_long', { field: 'conclusion', params: { max: String(CONCLUSION_LIMIT) } });
}
