import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { mayAppend } from '#lib/domain/uploads/upload.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { uploadExpiry } from './begin-upload.ts';
import { gatherParts } from './gather-parts.ts';
import { findTarget, mayChangeFiles } from '../cases/uploads/upload-target.ts';

export interface ChunkStored {
	readonly received: number;
	readonly whole: boolean;
	readonly expiresAt: Date;
}

/**
 * Keeps what one request brings, piece by piece as it arrives, so that a line that breaks off has lost nothing of
 * it. A newer request for the same upload takes over: the line of the older one is most likely dead. Refusals:
 * `not_found`, `upload_gone`, `upload_busy` (a newer request writes), those of `mayChangeFiles`, `mayAppend`, the
 * store, and what the pieces themselves end with.
 */
export async function storeChunk(
	ctx: Context,
	input: {
		readonly id: string;
		readonly offset: number;
		readonly pieces: AsyncIterable<Result<Uint8Array>>;
	}
): Promise<Result<ChunkStored>> {
	const writer = ctx.app.ids.v4();
	const begun = await takeOver(ctx, { ...input, writer });
	if (!begun.ok) return begun;
	const { size, expiresAt } = begun.value;
	let received = input.offset;
	for await (const piece of input.pieces) {
		// What arrived before the line broke is kept.
		if (!piece.ok) return piece;
		const bytes = piece.value;
		const fits = mayAppend({ received, size }, received, bytes.byteLength);
		if (!fits.ok) return fits;
		const kept = await ctx.app.db.transaction((tx) => tx.uploads.addPiece(input.id, writer, received, bytes));
		if (!kept) return refuse('upload_busy');
		received += bytes.byteLength;
	}
	const gathered = await gatherParts(ctx, input.id);
	return gathered.ok ? ok({ received, whole: received === size, expiresAt }) : gathered;
}

/** Asks whether the request may write, and makes it the one that does. */
async function takeOver(
	ctx: Context,
	input: { readonly id: string; readonly offset: number; readonly writer: string }
): Promise<Result<{ readonly size: number; readonly expiresAt: Date }>> {
	const object: AuditedObject = { type: 'upload', id: input.id };
	return transact(ctx, 'store_chunk', object, async ({ tx, permit, note }) => {
		const upload = await tx.uploads.find(input.id);
		if (upload === undefined) return refuse('not_found');
		const target = await findTarget(tx, upload.applicationId, upload.itemKey);
		if (!target.ok) return target;
		const allowed = permit(target.value.action, target.value.subject);
		if (!allowed.ok) return allowed;
		const now = await tx.clock.now();
		if (upload.state !== 'open' || upload.expiresAt <= now) return refuse('upload_gone');
		const open = await mayChangeFiles(tx, target.value, now);
		if (!open.ok) return open;
		const step = mayAppend(upload, input.offset);
		if (!step.ok) return step;
		const expiresAt = uploadExpiry(now);
		if (!(await tx.uploads.takeOver(upload.id, input.writer, expiresAt))) return refuse('upload_gone');
		note({
			onBehalfOf: target.value.application.organisationId,
			after: { from: String(input.offset), size: String(upload.size) }
		});
		return ok({ size: upload.size, expiresAt });
	});
}
