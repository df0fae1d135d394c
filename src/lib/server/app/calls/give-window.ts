import { parseTaxCode } from '#lib/domain/shared/identity-numbers.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { decisionProblems } from '#lib/domain/workflow/call-changes.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';
import { windowProblems } from '#lib/domain/workflow/dossier-window.ts';
import { windowGiven } from '../mail/letters/calls.ts';
import { tell } from '../mail/tell.ts';
import type { Repositories, Tx } from '../ports.ts';
import { actorId, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { CallRow } from './ports.ts';
import type { WindowTarget } from './window-ports.ts';

export interface WindowInput {
	readonly code: string;
	readonly version: number;
	/** Of the organisation whose dossier it is: drafts are nobody's business, so none is chosen from a list. */
	readonly taxCode: string;
	/** '' where the call has one task. */
	readonly lotCode: string;
	readonly until: Date;
	readonly decision: CallDecision;
}

/**
 * Lets one organisation write its dossier beyond the end of the call, until the call is opened. Where it keeps several
 * in a task, each gets the same window. Refuses `call_change_incomplete` with every problem (`windowProblems`,
 * `decisionProblems`, `dossier_window_nobody`, `parseTaxCode`, `lot_missing`), `tied_to_applicant`, `stale_version`, `not_found`.
 */
export async function giveWindow(
	ctx: Context,
	input: WindowInput
): Promise<Result<{ readonly given: number }>> {
	return transact(ctx, 'give_window', { type: 'call', id: '' }, async ({ tx, permit, note }) => {
		const known = await tx.calls.findByCode(input.code);
		if (known === undefined) return refuse('not_found');
		const subject = { programme: known.programme, callId: known.id };
		const allowed = permit('call.give_window', subject);
		if (!allowed.ok) return allowed;
		note({ objectId: known.id });
		// The dossiers before the call: in the order in which a submission holds them.
		const dossiers = await tx.dossierWindows.hold({ ...input, callId: known.id });
		await tx.intake.lockCall(known.id, 'update');
		const call = (await tx.calls.find(known.id)) ?? known;
		for (const { organisationId } of dossiers) {
			const untied = permit('call.give_window', { ...subject, organisationId });
			if (!untied.ok) return untied;
		}
		if (call.version !== input.version) return refuse('stale_version');
		const problems = await problemsOf(tx, call, { ...input, dossiers });
		if (problems.length > 0) return refuse('call_change_incomplete', { causes: problems });
		const { until, decision } = input;
		for (const { applicationId } of dossiers) {
			const window = { id: ctx.app.ids.v7(), applicationId, closesAt: until, decision };
			await tx.dossierWindows.give({ ...window, by: actorId(ctx.actor) });
		}
		await tellKeepers(ctx, tx, call, { ...input, dossiers });
		note({
			before: { closesAt: call.closesAt.toISOString() },
			after: {
				until: until.toISOString(),
				dossiers: dossiers.map(({ applicationId }) => applicationId),
				decision
			}
		});
		return ok({ given: dossiers.length });
	});
}

type Asked = WindowInput & { readonly dossiers: readonly WindowTarget[] };

/** Everything that is wrong with it at once. */
export async function problemsOf(
	read: Repositories,
	call: CallRow,
	{ taxCode, lotCode, until, decision, dossiers }: Asked
): Promise<readonly Refusal[]> {
	const now = await read.clock.now();
	const lots = await read.calls.lots(call.id);
	const chosen = lotCode === '' ? lots.length === 1 : lots.some(({ code }) => code === lotCode);
	return [
		...(chosen ? [] : [because('lot_missing', { field: 'lotCode' })]),
		...(chosen && dossiers.length === 0 ? [nobody(taxCode)] : []),
		...windowProblems(call, dossiers, until, now),
		...decisionProblems(decision, vietnamDateOf(now))
	];
}

/** Why a tax code leads to no dossier: it is none, or nobody of that code has one here. */
function nobody(taxCode: string): Refusal {
	const code = parseTaxCode(taxCode, 'household_business', 'taxCode');
	return code.ok ? because('dossier_window_nobody', { field: 'taxCode' }) : code.refusal;
}

async function tellKeepers(ctx: Context, tx: Tx, call: CallRow, { until, decision, dossiers }: Asked) {
	const ids = dossiers.map(({ applicationId }) => applicationId);
	const readers = await tx.callChanges.readers({ applicationIds: ids });
	for (const applicationId of ids) {
		await tell(ctx, tx, {
			to: readers.filter((reader) => reader.applicationId === applicationId),
			key: `window-given:${applicationId}:${until.toISOString()}`,
			letter: windowGiven({
				code: call.code,
				call: call.title,
				until,
				decision,
				path: `/ho-so/${applicationId}`
			}),
			applicationId
		});
	}
	const params = { decision: decision.number, reason: decision.reason, until: until.toISOString() };
	await tx.timeline.appendMany(
		ids.map((applicationId) => ({ applicationId, kind: 'window_given', audience: 'both', params }))
	);
}
