import { UNDER_JUDGEMENT } from '#lib/domain/flow/council-stage.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { loadCase } from '../cases/intake/load-case.ts';

/**
 * Records whether the host or leader has finished a task as "Xuất sắc" in the last five years: the second
 * tie-break (TT 20/2023, Art. 11). Until the session on the lot is tallied. Refuses `session_in_progress`,
 * `state_forbids`, `stale_version`, `tied_to_applicant`, `not_found`.
 */
export async function recordExcellentTask(
	ctx: Context,
	input: { readonly applicationId: string; readonly version: number; readonly excellent: boolean }
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'record_excellent_task', object, async ({ tx, permit, note }) => {
		const found = await loadCase(tx, input.applicationId);
		if (!found.ok) return found;
		const { application, subject } = found.value;
		const allowed = permit('application.check_validity', subject);
		if (!allowed.ok) return allowed;
		const { id, state } = application;
		if (state !== 'submitted' && state !== 'valid' && !UNDER_JUDGEMENT.includes(state)) {
			return refuse('state_forbids', { params: { state, event: 'record_excellent_task' } });
		}
		const session = await tx.intake.sessionState(application.lotId);
		if (session === 'tallied' || session === 'closed') return refuse('session_in_progress');
		if (!(await tx.intake.setExcellentTask({ id, version: input.version, state }, input.excellent))) {
			return refuse('stale_version');
		}
		note({ before: { excellentTask: application.excellentTask }, after: { excellentTask: input.excellent } });
		return ok(true);
	});
}
