import { isUuid } from '#lib/domain/shared/ids.ts';
import { can } from '#lib/domain/access/policy.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import type { UploadRow } from './ports.ts';
import { findTarget } from '../cases/uploads/upload-target.ts';

/**
 * One upload, for who may write where it goes. Ids cannot be guessed and are checked all the same.
 * Refusals: `not_found`, `sign_in_needed`.
 */
export async function readUpload(ctx: Context, id: string): Promise<Result<UploadRow>> {
	const { read } = ctx.app.db;
	const upload = isUuid(id) ? await read.uploads.find(id) : undefined;
	if (upload === undefined) return refuse('not_found');
	const target = await findTarget(read, upload.applicationId, upload.itemKey);
	if (!target.ok) return target;
	const allowed = can(ctx.actor, target.value.action, target.value.subject);
	return allowed.ok ? ok(upload) : allowed;
}
