import { readSnapshot } from '#lib/domain/definitions/snapshot.ts';
import type { Revision } from '#lib/domain/definitions/snapshot.ts';
import type { Repositories } from '../../ports.ts';

/** The revision that stands, read back from its stored bytes: what the office checks and the council reads. */
export async function readRevision(read: Repositories, revisionId: string): Promise<Revision> {
	const row = await read.applications.revision(revisionId);
	if (row === undefined) throw new Error(`revision ${revisionId} is gone`);
	const revision = readSnapshot(JSON.parse(new TextDecoder().decode(row.bytes)));
	if (!revision.ok) throw new Error(`revision ${revisionId}: ${revision.refusal.code}`);
	return revision.value;
}
