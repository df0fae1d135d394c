import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CouncilsRepository } from '../../councils/ports.ts';
import type { Repositories } from '../../ports.ts';
import type { Context } from '../../use-case.ts';
import { readCouncilRecord, recordOfSeat, standingIn } from './council-standing.ts';

/**
 * The applications of a call that the reader may learn nothing about: those that a seat of the reader is recused
 * from, whatever else the reader may do in the office. `lotId`: of one lot only.
 */
export async function withheldFrom(
	ctx: Context,
	read: Repositories,
	about: { readonly callId: string; readonly lotId?: string | undefined }
): Promise<ReadonlySet<string>> {
	if (ctx.actor.kind !== 'person') return new Set();
	const { personId, name } = ctx.actor;
	const withheld: string[] = [];
	for (const seat of ctx.actor.seats.filter(({ callId }) => callId === about.callId)) {
		const asked = { councilId: seat.councilId, personId, name, lotId: about.lotId };
		if (!(await isRecused(read, asked))) continue;
		// Which applications an interest reaches is told by the whole council: few members are recused from anything.
		const record = await readCouncilRecord(read, seat.councilId);
		if (record === undefined) continue;
		const lots = record.lots.filter(({ lotId }) => about.lotId === undefined || about.lotId === lotId);
		for (const { lotId } of lots) {
			const member = standingIn(record, lotId).members.find(({ memberId }) => memberId === seat.memberId);
			withheld.push(...(member?.recusedFrom ?? []));
		}
	}
	return new Set(withheld);
}

/** Whether a seat is recused from any application of its lots, or of one; asked for every page, so it reads only what may concern it. */
async function isRecused(
	read: Repositories,
	about: Parameters<CouncilsRepository['memberRecord']>[0]
): Promise<boolean> {
	const found = await read.councils.memberRecord(about);
	if (found === undefined || found.cases.length === 0) return false;
	const record = await recordOfSeat(read, found);
	const lots = new Set(found.cases.map(({ lotId }) => lotId));
	return [...lots].some((lotId) => standingIn(record, lotId).recusals.length > 0);
}

/** For what compares the applications of a lot, or of a whole call. Refuses `conflict_blocks` to who is recused from one. */
export async function refuseRecused(
	ctx: Context,
	read: Repositories,
	about: { readonly callId: string; readonly lotId?: string | undefined }
): Promise<Result<true>> {
	return (await withheldFrom(ctx, read, about)).size === 0 ? ok(true) : refuse('conflict_blocks');
}
