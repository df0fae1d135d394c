import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import { beginUpload } from './begin-upload.ts';
import { settleUpload } from './settle-upload.ts';

export interface AttachDocumentInput {
	readonly applicationId: string;
	readonly itemKey: string;
	readonly fileName: string;
	readonly bytes: Uint8Array;
	/** The document that goes when this one is accepted. */
	readonly replaces?: string;
}

/**
 * Takes a file in one piece: the way of a plain form, and of whoever has the bytes at hand. The same counting, the
 * same checks and the same promotion as a resumable upload. Refusals: those of `beginUpload`, of the checks
 * (`file_*`), of the store; `upload_unsettled` when the check could not be finished now and goes on by itself.
 */
export async function attachDocument(
	ctx: Context,
	{ bytes, ...input }: AttachDocumentInput
): Promise<Result<{ readonly documentId: string }>> {
	const begun = await beginUpload(ctx, { ...input, size: bytes.byteLength });
	if (!begun.ok) return begun;
	const { id } = begun.value;
	const put = await ctx.app.store.put(`quarantine/${id}`, bytes);
	if (!put.ok) {
		await ctx.app.db.transaction((tx) => tx.uploads.end(id, 'open', { state: 'aborted' }));
		return put;
	}
	await ctx.app.db.transaction((tx) => tx.uploads.markWhole(id));
	const settled = await settleUpload(ctx, id);
	if (!settled.ok) return settled;
	const { state, documentId, refusal } = settled.value;
	if (state === 'accepted' && documentId !== null) return ok({ documentId });
	return refusal === null ? refuse('upload_unsettled') : { ok: false, refusal };
}
