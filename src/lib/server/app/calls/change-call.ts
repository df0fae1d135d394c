/** What every change of a published call does beside the change itself: it is kept, and told to all whom it concerns. */
import type { ApplicantEvent, OfficeEvent } from '#lib/domain/generated/names.ts';
import type { CallChangeKind, CallDecision, CallValues } from '#lib/domain/workflow/call-changes.ts';
import { callChanged } from '../mail/letters/calls.ts';
import type { Reader } from '../mail/letter.ts';
import { tell } from '../mail/tell.ts';
import { actorId } from '../use-case.ts';
import type { Context, Verb } from '../use-case.ts';
import type { CallRow } from './ports.ts';

export interface CallChange {
	readonly call: CallRow;
	/** The call as the officer saw it. */
	readonly version: number;
	readonly kind: CallChangeKind;
	readonly decision: CallDecision;
	readonly before: CallValues;
	readonly after: CallValues;
}

/** Before the call is changed: the decision is what the database lets the change through for. */
export async function keepChange(ctx: Context, { tx }: Verb, change: CallChange): Promise<string> {
	const { call, version, kind, decision, before, after } = change;
	const id = ctx.app.ids.v7();
	const by = actorId(ctx.actor);
	await tx.callChanges.add({ id, callId: call.id, version: version + 1, kind, decision, before, after, by });
	return id;
}

const EVENTS: Readonly<Record<CallChangeKind, ApplicantEvent & OfficeEvent>> = {
	extension: 'call_extended',
	correction: 'call_corrected',
	cancellation: 'call_cancelled'
};

/** A letter and a line of the timeline for each draft and dossier; nobody learns from it that there are others. */
export async function tellChange(
	ctx: Context,
	{ tx }: Verb,
	{ changeId, call, kind, decision, before, after }: CallChange & { readonly changeId: string }
): Promise<void> {
	const readers = new Map<string, Reader[]>();
	for (const { applicationId, ...reader } of await tx.callChanges.readers({ callId: call.id })) {
		readers.set(applicationId, [...(readers.get(applicationId) ?? []), reader]);
	}
	for (const [applicationId, to] of readers) {
		await tell(ctx, tx, {
			to,
			key: `call-changed:${changeId}:${applicationId}`,
			letter: callChanged({
				kind,
				code: call.code,
				call: call.title,
				decision,
				before,
				after,
				path: `/ho-so/${applicationId}`
			}),
			applicationId
		});
	}
	const params = {
		decision: decision.number,
		reason: decision.reason,
		...(after['closesAt'] === undefined ? {} : { until: after['closesAt'] })
	};
	const dossiers = (await tx.applications.ofCall(call.id)).filter(({ state }) => state !== 'withdrawn');
	await tx.timeline.appendMany(
		dossiers.map(({ id }) => ({ applicationId: id, kind: EVENTS[kind], audience: 'both', params }))
	);
}
