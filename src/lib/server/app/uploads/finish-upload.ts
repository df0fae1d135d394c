import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import { gatherParts } from './gather-parts.ts';
import type { UploadRow } from './ports.ts';
import { settleUpload } from './settle-upload.ts';

/**
 * Brings an upload of which every byte has arrived to its end: the last part into the store, then the check. Fine to
 * repeat. Gives the upload as it then stands. Refusals: `not_found`, those of the store.
 */
export async function finishUpload(ctx: Context, id: string): Promise<Result<UploadRow>> {
	const gathered = await gatherParts(ctx, id);
	return gathered.ok ? settleUpload(ctx, id) : gathered;
}
