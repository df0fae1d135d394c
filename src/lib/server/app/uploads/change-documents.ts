/** What becomes of documents that stand: taken away, put back, dated. Only while the dossier may be written. */
import type { VerbName } from '#lib/domain/generated/names.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { parseCalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { mayHold } from '#lib/domain/uploads/upload.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { DocumentRow } from './ports.ts';
import { unlessSealed } from '../cases/sealing/unless-sealed.ts';
import { findTarget, heldBy, lockTarget, mayChangeFiles } from '../cases/uploads/upload-target.ts';
import type { UploadTarget } from '../cases/uploads/upload-target.ts';

/** One change of one document, with the permission asked, the application locked, and the window open. */
function change(
	ctx: Context,
	verb: VerbName,
	id: string,
	run: (tx: Tx, document: DocumentRow, target: UploadTarget) => Promise<Result<object>>
): Promise<Result<true>> {
	return transact(ctx, verb, { type: 'document', id }, async ({ tx, permit, note }) => {
		const document = isUuid(id) ? await tx.uploads.document(id) : undefined;
		if (document === undefined) return refuse('not_found');
		const found = await findTarget(tx, document.applicationId, document.itemKey);
		if (!found.ok) return found;
		const allowed = permit(found.value.action, found.value.subject);
		if (!allowed.ok) return allowed;
		const target = await lockTarget(tx, found.value);
		const open = await mayChangeFiles(tx, target, await tx.clock.now());
		if (!open.ok) return open;
		const changed = await run(tx, document, target);
		if (!changed.ok) return changed;
		const { fileName, itemKey, sha256, datedOn } = document;
		note({
			onBehalfOf: target.application.organisationId,
			before: {
				item: itemKey,
				...(await unlessSealed(tx, document.applicationId, { name: fileName, sha256, datedOn }))
			},
			after: await unlessSealed(tx, document.applicationId, changed.value)
		});
		return ok(true);
	});
}

/**
 * Takes a document away; it can be put back until the submission. Taking away twice does no harm.
 * Refusals: `not_found`, those of `mayChangeFiles`.
 */
export function removeDocument(ctx: Context, id: string): Promise<Result<true>> {
	return change(ctx, 'remove_document', id, async (tx) => {
		await tx.uploads.removeDocument(id);
		return ok({ removed: true });
	});
}

/** Puts a document back, if there is room. Refusals: `not_found`, `document_emptied`, those of `mayChangeFiles` and `mayHold`. */
export function restoreDocument(ctx: Context, id: string): Promise<Result<true>> {
	return change(ctx, 'restore_document', id, async (tx, document, target) => {
		if (document.removedAt === null) return ok({ removed: false });
		if (document.bytesGoneAt !== null)
			return refuse('document_emptied', { params: { file: document.fileName } });
		const held = await heldBy(tx, target, null);
		if (!held.ok) return held;
		const limit = target.definition.dossierMaxBytes;
		const fits = mayHold(Number(document.size), target.rules, held.value, limit);
		if (!fits.ok) return fits;
		await tx.uploads.restoreDocument(id);
		return ok({ removed: false });
	});
}

/**
 * Writes the date that stands on the paper ('dd/MM/yyyy' or 'YYYY-MM-DD'; empty takes it away), where the item asks
 * for one. Refusals: `not_found`, `document_not_dated`, those of `parseCalendarDate` at `date` and `mayChangeFiles`.
 */
export function dateDocument(ctx: Context, id: string, typed: string): Promise<Result<true>> {
	return change(ctx, 'date_document', id, async (tx, _, target) => {
		if (target.item?.dated === undefined) return refuse('document_not_dated');
		const day = typed.trim() === '' ? ok(null) : parseCalendarDate(typed, 'date');
		if (!day.ok) return day;
		await tx.uploads.setDocumentDate(id, day.value);
		return ok({ datedOn: day.value });
	});
}
