import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { mayAppend } from '#lib/domain/uploads/upload.ts';
import type { StoredPart, UploadHandle } from '../storage/ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { uploadExpiry } from './begin-upload.ts';
import type { UploadRow } from './ports.ts';
import { findTarget, mayChangeFiles } from './upload-target.ts';

/**
 * Keeps one chunk that arrived whole, as one part of the stored object. The offset moves in the transaction that
 * knows of the part, so a chunk counts wholly or not at all; a part that was stored by a process that died before
 * its commit is replaced by the next try under the same number. Refusals: `not_found`, `upload_busy` (another
 * request writes), `upload_gone`, those of `mayChangeFiles` and `mayAppend`, those of the store.
 */
export async function storeChunk(
	ctx: Context,
	input: { readonly id: string; readonly offset: number; readonly bytes: Uint8Array }
): Promise<Result<{ readonly received: number; readonly whole: boolean; readonly expiresAt: Date }>> {
	const object = { type: 'upload', id: input.id };
	return transact(ctx, 'store_chunk', object, async ({ tx, permit, note }) => {
		const upload = await tx.uploads.hold(input.id);
		if (upload === 'busy') return refuse('upload_busy');
		if (upload === undefined) return refuse('not_found');
		const target = await findTarget(tx, upload.applicationId, upload.itemKey);
		if (!target.ok) return target;
		const allowed = permit(target.value.action, target.value.subject);
		if (!allowed.ok) return allowed;
		const now = await tx.clock.now();
		if (upload.state !== 'open' || upload.expiresAt <= now) return refuse('upload_gone');
		const open = await mayChangeFiles(tx, target.value, now);
		if (!open.ok) return open;
		const step = mayAppend(upload, input.offset, input.bytes.byteLength);
		if (!step.ok) return step;

		const stored = await storePart(ctx, upload, (await tx.uploads.parts(upload.id)).length + 1, input.bytes);
		if (!stored.ok) return stored;
		const { received, whole } = step.value;
		const expiresAt = uploadExpiry(now);
		await tx.uploads.addPart(upload.id, stored.value.part, {
			storeUpload: stored.value.handle.uploadId,
			received,
			state: whole ? 'checking' : 'open',
			expiresAt
		});
		note({ onBehalfOf: target.value.application.organisationId, after: { received: String(received) } });
		return ok({ received, whole, expiresAt });
	});
}

async function storePart(
	ctx: Context,
	upload: UploadRow,
	partNo: number,
	bytes: Uint8Array
): Promise<Result<{ readonly handle: UploadHandle; readonly part: StoredPart }>> {
	const { store } = ctx.app;
	const begun =
		upload.storeUpload === ''
			? await store.beginUpload(upload.objectKey)
			: ok({ key: upload.objectKey, uploadId: upload.storeUpload });
	if (!begun.ok) return begun;
	const part = await store.putPart(begun.value, partNo, bytes);
	return part.ok ? ok({ handle: begun.value, part: part.value }) : part;
}
