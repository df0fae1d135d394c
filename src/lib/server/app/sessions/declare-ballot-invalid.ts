import { mayDeclareInvalid } from '#lib/domain/councils/session.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import type { SessionPlace } from './ports.ts';
import { heldSessionCase } from '../cases/sessions/session-case.ts';
import { runningSeat } from './session-seat.ts';

const REASON_LIMIT = 1000;

/**
 * Records that the counting board declared a sheet of a member present invalid: it is then no ballot, and the member
 * stays counted as present. Refuses `reason_missing`, `text_too_long`, `member_not_present`, `session_not_open`,
 * `session_closed`, `not_found`.
 */
export async function declareBallotInvalid(
	ctx: Context,
	input: SessionPlace & {
		readonly memberId: string;
		readonly applicationId: string;
		readonly reason: string;
	}
): Promise<Result<true>> {
	const about: AuditedObject = { type: 'lot', id: input.lotId };
	return transact(ctx, 'declare_ballot_invalid', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input);
		if (!found.ok) return found;
		const seat = runningSeat(ctx, found.value, permit);
		if (!seat.ok) return seat;
		const { session, standing, quorum } = found.value;
		if (session.state === 'closed') return refuse('session_closed');
		if (session.state === 'planned') return refuse('session_not_open');
		if (!standing.applicationIds.includes(input.applicationId)) return refuse('not_found');
		const recused = standing.recusals.some(
			(one) => one.memberId === input.memberId && one.applicationId === input.applicationId
		);
		const voters = quorum.presentIds.filter((id) => id !== input.memberId || !recused);
		const reason = mayDeclareInvalid(input.memberId, cleanText(input.reason), voters);
		if (!reason.ok) return reason;
		if ([...reason.value].length > REASON_LIMIT) {
			return refuse('text_too_long', { field: 'reason', params: { max: String(REASON_LIMIT) } });
		}
		const ruling = {
			memberId: input.memberId,
			applicationId: input.applicationId,
			reason: reason.value,
			ruledBy: seat.value.personId,
			ruledAt: await tx.clock.now()
		};
		await tx.sessions.saveRuling(session.id, ruling);
		note({ after: ruling });
		return ok(true);
	});
}
