import type { App } from '../../ports.ts';
import type { AuditVerification } from '../../audit/ports.ts';

/** Entries younger than this may wait for their seal, seconds. */
export const SEAL_GRACE_SECONDS = 30;

/** The whole log, read again and compared with all that is kept of it outside the database. */
export async function verifyLog({
	db,
	checkpoints: book
}: Pick<App, 'db' | 'checkpoints'>): Promise<AuditVerification> {
	const outside = book && { checkpoints: await book.read(), tiles: book.tiles };
	return db.read.audit.verify(SEAL_GRACE_SECONDS, outside);
}
