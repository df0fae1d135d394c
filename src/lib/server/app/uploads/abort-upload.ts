import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { UploadRow } from './ports.ts';
import { unlessSealed } from '../cases/sealing/unless-sealed.ts';
import { findTarget } from '../cases/uploads/upload-target.ts';

/**
 * Gives an upload up and frees its room. One that was given up or settled before stays as it is: a repeat does no
 * harm. Refusals: `not_found`, `upload_busy`.
 */
export async function abortUpload(ctx: Context, id: string): Promise<Result<true>> {
	const aborted = await transact(
		ctx,
		'abort_upload',
		{ type: 'upload', id },
		async ({ tx, permit, note }) => {
			const upload = isUuid(id) ? await tx.uploads.hold(id) : undefined;
			if (upload === 'busy') return refuse('upload_busy');
			if (upload === undefined) return refuse('not_found');
			const target = await findTarget(tx, upload.applicationId, upload.itemKey);
			if (!target.ok) return target;
			const allowed = permit(target.value.action, target.value.subject);
			if (!allowed.ok) return allowed;
			await tx.uploads.end(id, 'open', { state: 'aborted' });
			note({
				onBehalfOf: target.value.application.organisationId,
				before: await unlessSealed(tx, upload.applicationId, { name: upload.fileName })
			});
			return ok(upload);
		}
	);
	if (!aborted.ok) return aborted;
	if (aborted.value.state === 'open') await dropParts(ctx, aborted.value);
	return ok(true);
}

/** Frees the store of the parts of an upload that ended before it was whole. */
export async function dropParts(ctx: Context, upload: UploadRow): Promise<void> {
	if (upload.storeUpload === '') return;
	const dropped = await ctx.app.store.abort({ key: upload.objectKey, uploadId: upload.storeUpload });
	if (!dropped.ok)
		process.emitWarning(`parts of upload ${upload.id} were not dropped: ${dropped.refusal.code}`);
}
