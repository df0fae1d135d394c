import { readSnapshot } from '#lib/domain/definitions/snapshot.ts';
import type { Revision } from '#lib/domain/definitions/snapshot.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Repositories } from '../../ports.ts';
import type { Context } from '../../use-case.ts';
import type { ApplicationCase } from './application-case.ts';
import { ownApplication } from './own-application.ts';
import type { RevisionRow } from '../../applications/ports.ts';

/** A revision read from its stored bytes; that they are the submitted ones is what the hash says. */
export interface FrozenRevision {
	readonly row: Omit<RevisionRow, 'bytes'>;
	readonly revision: Revision;
}

export interface FrozenCopy extends FrozenRevision {
	readonly of: ApplicationCase;
	/** Every revision, the last first. */
	readonly all: readonly Omit<RevisionRow, 'bytes'>[];
}

/**
 * The revision that stands, or the one asked for by its number. For the applicant's own side.
 * Refusals: `sign_in_needed`, `not_found` (also: never submitted).
 */
export async function readFrozenCopy(ctx: Context, id: string, number?: number): Promise<Result<FrozenCopy>> {
	const own = await ownApplication(ctx, id);
	if (!own.ok) return own;
	const { read } = ctx.app.db;
	const all = await read.applications.revisions(id);
	const wanted =
		number === undefined ? own.value.application.revisionId : all.find((row) => row.number === number)?.id;
	const frozen =
		wanted === undefined || wanted === null
			? undefined
			: await frozenRevision(read, wanted, ctx.app.ids.sha256);
	return frozen === undefined ? refuse('not_found') : ok({ ...frozen, of: own.value, all });
}

/**
 * Reads a revision and holds it to its hash. Bytes that no longer fit are damage that nobody may read past, so that
 * throws. Whoever calls has asked the permission table.
 */
export async function frozenRevision(
	read: Repositories,
	revisionId: string,
	sha256: (bytes: Uint8Array) => string
): Promise<FrozenRevision | undefined> {
	const stored = await read.applications.revision(revisionId);
	if (stored === undefined) return undefined;
	const { bytes, ...row } = stored;
	if (sha256(bytes) !== row.hash) throw new Error(`revision ${row.id} does not fit its hash`);
	const revision = readSnapshot(JSON.parse(new TextDecoder().decode(bytes)));
	if (!revision.ok) throw new Error(`revision ${row.id}: ${revision.refusal.code}`);
	return { row, revision: revision.value };
}
