import { flowOfCall } from '../cases/calls/flow-of-call.ts';
import { opensFrom, windowOf } from '#lib/domain/workflow/call.ts';
import { deadlineOf } from '#lib/domain/workflow/application-window.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { issueOpeningMinutes } from '../records/issue-opening-minutes.ts';
import { issueVerb } from '../records/issue-verb.ts';
import { openSealed } from '../steps/sealing/open-sealed.ts';
import type { Context } from '../use-case.ts';

/**
 * Opens the dossiers of a call after its deadline (TT 20/2023, Art. 7), and the
 * last window of one dossier, and draws the minutes from the records.
 * From here on the office reads them. Refuses `window_not_over`, `submissions_settling`, `dossiers_opened` (by another,
 * just now), `state_forbids`, `stale_version`,
 * `tied_to_applicant` (the officer belongs to one of the applicants), `not_found`; of a call that is sealed by a key those
 * of `openSealed`.
 */
export async function openDossiers(
	ctx: Context,
	input: { readonly callCode: string; readonly version: number; readonly shares?: readonly string[] }
): Promise<Result<{ readonly callId: string; readonly opened: number }>> {
	return issueVerb(ctx, 'open_dossiers', { type: 'call', id: '' }, async ({ tx, permit, note }) => {
		const call = await tx.calls.findByCode(input.callCode);
		if (call === undefined) return refuse('not_found');
		note({ objectId: call.id });
		const subject = { programme: call.programme, callId: call.id };
		const allowed = permit('call.open_dossiers', subject);
		if (!allowed.ok) return allowed;
		if (call.openedAt !== null) return refuse('dossiers_opened');
		const flow = await flowOfCall(tx, call);
		const next = advance(flow.call, call.state, 'open_dossiers');
		if (!next.ok) return next;
		// Held: nobody is given a window of its own between this question and the opening.
		await tx.intake.lockCall(call.id, 'update');
		const other = (await tx.calls.find(call.id))?.openedAt ?? null;
		if (other !== null) return refuse('dossiers_opened');
		const own = await tx.dossierWindows.last(call.id);
		const now = await tx.clock.now();
		const last = { opensAt: call.opensAt, closesAt: deadlineOf({ ownClosesAt: own }, call) };
		if (windowOf(last, now) !== 'over') return refuse('window_not_over');
		// What arrived before the deadline may still be waiting to be recorded.
		if (now < opensFrom(last.closesAt)) return refuse('submissions_settling');

		// Before the applications are read: a replacement that is committing now must be seen, or wait and fail.
		if (!(await tx.intake.openCall({ ...call, version: input.version }, next.value, now)))
			return refuse('stale_version');
		const dossiers = (await tx.applications.ofCall(call.id)).filter(({ state }) => state === 'submitted');
		for (const organisationId of new Set(dossiers.map((dossier) => dossier.organisationId))) {
			const untied = permit('call.open_dossiers', { ...subject, organisationId });
			if (!untied.ok) return untied;
		}
		const opened = await openSealed(ctx, tx, { call, dossiers, shares: input.shares ?? ['', ''] });
		if (!opened.ok) return opened;
		const minutes = await issueOpeningMinutes(tx, ctx, call.id, opened.value);
		if (!minutes.ok) return minutes;
		await tx.timeline.appendMany(
			dossiers.map(({ id }) => ({ applicationId: id, kind: 'dossier_opened', audience: 'both' }))
		);
		note({
			before: { state: call.state },
			after: {
				state: next.value,
				opened: dossiers.length,
				...(opened.value.length > 0 && { shares: opened.value })
			}
		});
		return ok({ callId: call.id, opened: dossiers.length });
	});
}
