import { ok } from '#lib/domain/shared/result.ts';
import type { App } from '../ports.ts';
import { systemContext } from '../system-context.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { DocumentRow } from './ports.ts';

const AT_ONCE = 20;

/**
 * Deletes bytes that nobody will read again: of infected files at once, of files that were taken away as soon as they
 * cannot be put back, unless a frozen revision names them. The records stay. Gives how many.
 */
export async function dropBytes(app: App): Promise<number> {
	const ctx = systemContext(app);
	let gone = 0;
	for (const document of await app.db.read.uploads.documentsToEmpty(AT_ONCE)) {
		if (await dropOne(ctx, document)) gone += 1;
	}
	return gone;
}

async function dropOne(ctx: Context, { id, objectKey, applicationId }: DocumentRow): Promise<boolean> {
	const dropped = await transact(
		ctx,
		'drop_document_bytes',
		{ type: 'document', id },
		async ({ tx, note }) => {
			// Whoever puts a file back holds the same lock; what was true before it is asked again.
			await tx.applications.lock(applicationId);
			if (!(await tx.uploads.markEmptied(id))) return ok(false);
			// Within the transaction: a store that refuses leaves the record as it was, and another round tries again.
			const deleted = await ctx.app.store.delete(objectKey);
			if (!deleted.ok) return deleted;
			note({ after: { bytes: 'deleted' } });
			return ok(true);
		}
	);
	return dropped.ok && dropped.value;
}
