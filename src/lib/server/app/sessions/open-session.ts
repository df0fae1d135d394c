import { mayOpenSession } from '#lib/domain/councils/session.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { attendanceRows } from './attendance-rows.ts';
import type { TypedAttendance } from './attendance-rows.ts';
import type { SessionPlace } from './ports.ts';
import { heldSessionCase } from '../cases/sessions/session-case.ts';
import type { SessionCase } from '../cases/sessions/session-case.ts';
import { runningSeat } from './session-seat.ts';

interface Opening extends SessionPlace {
	readonly version: number;
	readonly attendance?: readonly TypedAttendance[];
}

/**
 * Opens the session with the quorum that its attendance gives: the one that comes along, which is recorded with it, or
 * the recorded one. Refuses `session_cannot_open` with everything that is missing, what `attendanceRows` refuses,
 * `council_not_seated`, `state_forbids`, `stale_version`, `not_found`; then nothing is recorded.
 */
export async function openSession(ctx: Context, input: Opening): Promise<Result<true>> {
	const about: AuditedObject = { type: 'lot', id: input.lotId };
	return transact(ctx, 'open_session', about, async ({ tx, permit, note }) => {
		const found = await heldSessionCase(tx, input);
		if (!found.ok) return found;
		const seat = runningSeat(ctx, found.value, permit);
		if (!seat.ok) return seat;
		const { session, record, standing } = found.value;
		if (record.council.state !== 'seated') return refuse('council_not_seated');
		const next = advance(record.flow.session, session.state, 'open');
		if (!next.ok) return next;
		const came = await attendanceWith(tx, found.value, input);
		if (!came.ok) return came;
		const { quorum, unsettled } = came.value;
		const ready = mayOpenSession({ applicationIds: standing.applicationIds, quorum, unsettled });
		if (!ready.ok) return ready;
		const { presentIds, presentCount, needed, denominator, leadId } = quorum;
		const seen = { id: session.id, version: came.value.session.version, state: session.state };
		const stored = { presentIds, presentCount, needed, denominator, leadId };
		if (!(await tx.sessions.open(seen, next.value, await tx.clock.now(), stored)))
			return refuse('stale_version');
		const [before, after] =
			input.attendance === undefined
				? [{}, {}]
				: [{ attendance: found.value.attendance }, { attendance: came.value.attendance }];
		note({
			before: { state: session.state, ...before },
			after: { state: next.value, quorum: stored, ...after }
		});
		return ok(true);
	});
}

/** The session with who is there now, recorded, at the version that its page has seen. */
async function attendanceWith(tx: Tx, found: SessionCase, input: Opening): Promise<Result<SessionCase>> {
	const { session, standing } = found;
	if (input.attendance === undefined)
		return ok({ ...found, session: { ...session, version: input.version } });
	if (input.version !== session.version) return refuse('stale_version');
	const rows = attendanceRows(standing, input.attendance, vietnamDateOf(await tx.clock.now()));
	if (!rows.ok) return rows;
	await tx.sessions.saveAttendance(session.id, rows.value);
	return heldSessionCase(tx, input);
}
