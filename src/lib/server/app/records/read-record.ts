import { isUuid } from '#lib/domain/shared/ids.ts';
import { can } from '#lib/domain/access/policy.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CallRow } from '../calls/ports.ts';
import { openAsMember } from '../cases/councils/open-as-member.ts';
import { refuseRecused } from '../cases/councils/recused-reader.ts';
import { mayReadMinutes, minutesSeats } from '../cases/records/minutes-readers.ts';
import type { Context } from '../use-case.ts';
import type { RecordKind, RecordRow } from './ports.ts';

/** Drawn up inside the office: an applicant and the public never read them. */
const INTERNAL: readonly RecordKind[] = ['opening_minutes', 'survey_minutes', 'tally_minutes'];

/**
 * A stored record for whoever may read it: published ones everybody, an organisation's own its people, the rest
 * the office and the council's officers by programme and call, minutes of a session who
 * sat in it. Refuses `not_found` for all others, and visitors with `sign_in_needed` whether there is such a record or not;
 * `conflict_blocks` to members recused from what it tells.
 */
export async function readRecord(ctx: Context, id: string): Promise<Result<RecordRow>> {
	const record = isUuid(id) ? await ctx.app.db.read.records.find(id) : undefined;
	if (record?.published === true) return ok(record);
	const known = can(ctx.actor, 'record.open');
	if (!known.ok) return known;
	if (record === undefined) return refuse('not_found');
	if (record.kind === 'survey_minutes') return surveyMinutes(ctx, record);
	const sealed =
		record.applicationId !== null && (await ctx.app.db.read.intake.isSealed(record.applicationId));
	const call = record.callId === null ? undefined : await ctx.app.db.read.calls.find(record.callId);
	if (record.kind === 'tally_minutes') {
		if (call === undefined) return refuse('not_found');
		const { lotId, councilId } = record;
		const place = lotId === null ? undefined : { lotId, ...(councilId === null ? {} : { councilId }) };
		const seats = place === undefined ? [] : await minutesSeats(ctx.app.db.read, place);
		const sat = mayReadMinutes(ctx, call, seats);
		if (!sat.ok) return sat;
		const judged = await refuseRecused(ctx, ctx.app.db.read, {
			callId: call.id,
			...(record.lotId === null ? {} : { lotId: record.lotId })
		});
		return judged.ok ? ok(record) : judged;
	}
	if (record.kind === 'appraisal_annex') return annex(ctx, record, call);
	const allowed = mayReadOfCall(ctx, record.kind, call, { organisationId: record.organisationId, sealed });
	if (!allowed.ok) return allowed;
	const clear = await clearOfInterest(ctx, record);
	return clear.ok ? ok(record) : clear;
}

/** A paper of a lot, or of the whole call, is closed to who is recused from it; an organisation's own is its people's. */
async function clearOfInterest(
	ctx: Context,
	{ callId, lotId, organisationId }: RecordRow
): Promise<Result<true>> {
	if (callId === null) return ok(true);
	if (organisationId !== null && can(ctx.actor, 'application.read_own', { organisationId }).ok)
		return ok(true);
	return refuseRecused(ctx, ctx.app.db.read, { callId, lotId: lotId ?? undefined });
}

/**
 * Whether records of this kind, drawn up for a call, and perhaps about one organisation's dossier, are the reader's
 * to read. Of a sealed dossier they are its own people's alone.
 */
export function mayReadOfCall(
	{ actor }: Context,
	kind: RecordKind,
	call: Pick<CallRow, 'id' | 'programme'> | undefined,
	{ organisationId = null, sealed = false }: { organisationId?: string | null; sealed?: boolean } = {}
): Result<true> {
	const allowed = can(actor, 'record.read', {
		// An applicant's grant covers its organisation; a record without one must not match every organisation.
		organisationId: INTERNAL.includes(kind) ? NOBODYS : (organisationId ?? NOBODYS),
		...(call !== undefined && { programme: call.programme, callId: call.id }),
		sealed
	});
	return allowed.ok ? ok(true) : allowed;
}

/** Its readers are those of the appraisal whose figures it says. */
async function annex(ctx: Context, record: RecordRow, call: CallRow | undefined): Promise<Result<RecordRow>> {
	const allowed = can(ctx.actor, 'budget.read', {
		...(call !== undefined && { programme: call.programme, callId: call.id })
	});
	if (!allowed.ok) return allowed;
	const clear = await clearOfInterest(ctx, record);
	return clear.ok ? ok(record) : clear;
}

/** For the office by programme, and for members as the dossier itself: after undertaking, declaration and conflicts. */
async function surveyMinutes(ctx: Context, record: RecordRow): Promise<Result<RecordRow>> {
	const { read } = ctx.app.db;
	const application =
		record.applicationId === null ? undefined : await read.applications.find(record.applicationId);
	const call = application === undefined ? undefined : await read.calls.find(application.callId);
	if (application === undefined || call === undefined) return refuse('not_found');
	const { organisationId } = application;
	const subject = { organisationId, programme: call.programme, callId: call.id };
	if (can(ctx.actor, 'application.read', subject).ok) {
		const clear = await refuseRecused(ctx, read, { callId: call.id, lotId: application.lotId });
		return clear.ok ? ok(record) : clear;
	}
	const open = await openAsMember(ctx, application, subject);
	return open.ok ? ok(record) : open;
}

/** No organisation has this id. */
const NOBODYS = '00000000-0000-0000-0000-000000000000';
