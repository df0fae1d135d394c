import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CallRow } from '../../calls/ports.ts';
import type { Repositories } from '../../ports.ts';
import type { Verb } from '../../use-case.ts';
import type { CouncilRow } from '../../councils/ports.ts';

/** What a seat and the office are asked by. */
export interface CouncilSubject {
	readonly programme: string;
	readonly callId: string;
	readonly councilId: string;
}

export function subjectOf(
	council: Pick<CouncilRow, 'id'>,
	call: Pick<CallRow, 'id' | 'programme'>
): CouncilSubject {
	return { programme: call.programme, callId: call.id, councilId: council.id };
}

export interface LoadedCouncil {
	readonly council: CouncilRow;
	readonly call: CallRow;
	readonly subject: CouncilSubject;
}

/** A council with its call, or `not_found`. */
export async function loadCouncil(read: Repositories, councilId: string): Promise<Result<LoadedCouncil>> {
	const council = isUuid(councilId) ? await read.councils.find(councilId) : undefined;
	if (council === undefined) return refuse('not_found');
	const call = await read.calls.find(council.callId);
	if (call === undefined) throw new Error(`council ${councilId} has no call`);
	return ok({ council, call, subject: subjectOf(council, call) });
}

/** The same for who manages councils: asked of the permission table before anything else of it is looked at. */
export async function loadManagedCouncil(
	{ tx, permit }: Pick<Verb, 'tx' | 'permit'>,
	councilId: string
): Promise<Result<LoadedCouncil>> {
	const loaded = await loadCouncil(tx, councilId);
	if (!loaded.ok) return loaded;
	const allowed = permit('council.manage', loaded.value.subject);
	return allowed.ok ? loaded : allowed;
}
