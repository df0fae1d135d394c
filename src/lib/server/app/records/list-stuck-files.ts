import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { StuckFile } from './file-ports.ts';

export const STUCK_PAGE_SIZE = 25;

/** Issued papers whose files could not be made in many attempts, the latest issued first. */
export async function listStuckFiles(
	ctx: Context,
	{ page }: { readonly page: number }
): Promise<Result<{ readonly rows: readonly StuckFile[]; readonly total: number }>> {
	return ask(ctx, 'storage.read', {}, async (read) =>
		ok(await read.recordFiles.stuck({ page, size: STUCK_PAGE_SIZE }))
	);
}
