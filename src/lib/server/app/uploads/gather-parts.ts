import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { nextPart } from '#lib/domain/uploads/upload.ts';
import type { Context } from '../use-case.ts';

/**
 * Makes parts of the store out of the bytes that wait, once they are enough or the last of the file. The store is
 * asked outside of any transaction: one that stands still must hold no connection. A process that dies in between
 * leaves the pieces, and the next call stores the same part under the same number again. Refusals: of the store.
 */
export async function gatherParts(ctx: Context, id: string): Promise<Result<true>> {
	for (;;) {
		const gathered = await gatherOne(ctx, id);
		if (!gathered.ok) return gathered;
		if (!gathered.value) return ok(true);
	}
}

/** False when nothing is ready. */
async function gatherOne(ctx: Context, id: string): Promise<Result<boolean>> {
	const { db, store } = ctx.app;
	const upload = await db.read.uploads.find(id);
	if (upload?.state !== 'open') return ok(false);
	const parts = await db.read.uploads.parts(id);
	const stored = parts.reduce((sum, { size }) => sum + size, 0);
	const waiting = await db.read.uploads.pieceSizes(id, stored);
	const length = nextPart(waiting, upload.received === upload.size);
	if (length === 0) return ok(false);
	const begun =
		upload.storeUpload === ''
			? await store.beginUpload(upload.objectKey)
			: ok({ key: upload.objectKey, uploadId: upload.storeUpload });
	if (!begun.ok) return begun;
	const bytes = await db.read.uploads.pieces(id, stored, stored + length);
	// Another request has recorded this part meanwhile.
	if (bytes.byteLength !== length) return ok(true);
	const part = await store.putPart(begun.value, parts.length + 1, bytes);
	if (!part.ok) return part;
	const { uploadId } = begun.value;
	const kept = await db.transaction((tx) => tx.uploads.addPart(id, part.value, uploadId, stored + length));
	// Another request was faster with an upload of its own in the store: this one's is left to nobody.
	if (!kept && upload.storeUpload === '') await store.abort(begun.value);
	return ok(true);
}
