import { flowOfCall } from '../cases/calls/flow-of-call.ts';
import { STAGE_EVENTS } from '#lib/domain/flow/council-stage.ts';
import type { Flow } from '#lib/domain/flow/flow.ts';
import { advance, onlyStep } from '#lib/domain/flow/machine.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { mailDissolved } from './mail-council.ts';
import { loadManagedCouncil } from '../cases/councils/load-council.ts';
import type { CouncilRow } from './ports.ts';

const REASON_LIMIT = 2000;

/**
 * Dissolves a council before any of its sheets is submitted: every seat ends, its applications wait for another
 * council, and the members are told. Refuses `reason_missing`, `text_too_long`, `session_in_progress`,
 * `council_has_sheets` {count}, `state_forbids`, `stale_version`, `not_found`.
 */
export async function dissolveCouncil(
	ctx: Context,
	input: { readonly councilId: string; readonly version: number; readonly reason: string }
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'council', id: input.councilId };
	return transact(ctx, 'dissolve_council', object, async ({ tx, permit, note }) => {
		const loaded = await loadManagedCouncil({ tx, permit }, input.councilId);
		if (!loaded.ok) return loaded;
		const { call } = loaded.value;
		// As seating does; then the council, and its sessions against who submits a sheet at this moment.
		await tx.intake.lockCall(call.id, 'update');
		await tx.councils.lock(input.councilId);
		const council = await tx.councils.find(input.councilId);
		if (council === undefined) return refuse('not_found');
		const flow = await flowOfCall(tx, call);
		const next = advance(flow.council, council.state, 'dissolve');
		if (!next.ok) return next;
		if (council.version !== input.version) return refuse('stale_version');
		const reason = cleanText(input.reason);
		if (reason === '') return refuse('reason_missing', { field: 'dissolveReason' });
		if ([...reason].length > REASON_LIMIT) {
			return refuse('text_too_long', { field: 'dissolveReason', params: { max: String(REASON_LIMIT) } });
		}
		for (const { sessionId } of await tx.councils.lots(council.id)) {
			const session = await tx.sessions.hold(sessionId, 'update');
			if (session?.state !== 'planned') return refuse('session_in_progress');
		}
		const sheets = await tx.councils.submittedSheets(council.id);
		if (sheets > 0) return refuse('council_has_sheets', { params: { count: String(sheets) } });

		const at = await tx.clock.now();
		const members = (await tx.councils.members(council.id)).filter(({ endedAt }) => endedAt === null);
		const waiting = await sendBack(tx, flow, council, call.id);
		if (!(await tx.councils.dissolve(council, next.value, { at, by: actorId(ctx.actor), reason })))
			return refuse('stale_version');
		if (council.state === 'seated') await mailDissolved(ctx, tx, council, members, reason);
		note({
			before: { state: council.state, members: members.map(({ personId, role }) => ({ personId, role })) },
			after: { state: next.value, reason, applications: waiting }
		});
		return ok(true);
	});
}

/** What the council was to judge waits again for one, as it did after its validity check. Gives how many. */
async function sendBack(tx: Tx, flow: Flow, council: CouncilRow, callId: string): Promise<number> {
	if (council.state !== 'seated') return 0;
	const back = onlyStep(flow.application, STAGE_EVENTS[council.stage].dissolve);
	if (!back.ok) throw new Error('an application under review can lose its council');
	const ids = await tx.councils.endReview(callId, back.value);
	await tx.timeline.appendMany(
		ids.map((id) => ({ applicationId: id, kind: 'council_dissolved', audience: 'both' as const }))
	);
	return ids.length;
}
