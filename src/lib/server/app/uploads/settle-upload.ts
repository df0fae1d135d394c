import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { asPdfName } from '#lib/domain/uploads/file-label.ts';
import { mayHold } from '#lib/domain/uploads/upload.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { wholeObject } from '../steps/uploads/sealed-bytes.ts';
import type { DocumentRow, InspectedFile, SealedBytes, UploadRow } from './ports.ts';
import { findTarget, heldBy, lockTarget, mayChangeFiles } from '../cases/uploads/upload-target.ts';
import type { UploadTarget } from '../cases/uploads/upload-target.ts';

/**
 * Checks an upload whose bytes are all here, and makes it a document or refuses it. May be called again, by another
 * process too: whoever moves the state first decides, the others find it decided. What the store could not do for
 * now leaves the upload `checking`, and a later call goes on. Gives the upload as it then stands.
 * Refusals: `not_found`, those of the store.
 */
export async function settleUpload(ctx: Context, id: string): Promise<Result<UploadRow>> {
	const { read } = ctx.app.db;
	const upload = await read.uploads.find(id);
	if (upload === undefined) return refuse('not_found');
	if (upload.state !== 'checking') return ok(upload);
	return whileChecking(ctx, upload, () => check(ctx, upload));
}

async function check(ctx: Context, upload: UploadRow): Promise<Result<UploadRow>> {
	const { id } = upload;
	const { read } = ctx.app.db;
	const target = await findTarget(read, upload.applicationId, upload.itemKey);
	if (!target.ok) return target;

	const joined = await joinParts(ctx, upload);
	const checked = joined.ok ? await checkFile(ctx, upload, target.value) : joined;
	if (checked.ok) {
		const promoted = await promote(ctx, upload, target.value, checked.value);
		if (!promoted.ok) return lost(ctx, upload, promoted.refusal);
		const accepted = await accept(ctx, upload, target.value, {
			...checked.value,
			sealedBytes: promoted.value
		});
		if (!accepted.ok) await refuseUpload(ctx, upload, accepted.refusal, documentKey(upload));
		else await forget(ctx, upload.objectKey);
	} else if (isAboutFile(checked.refusal)) {
		// Audited as what it is: a document that was not taken.
		await transact(ctx, 'attach_document', { type: 'upload', id }, () => Promise.resolve(checked));
		await refuseUpload(ctx, upload, checked.refusal);
	} else return lost(ctx, upload, checked.refusal);
	return ok((await read.uploads.find(id)) ?? upload);
}

/** Puts the checked bytes where the document has them; those of a sealed dossier under a key of the file. */
async function promote(
	ctx: Context,
	upload: UploadRow,
	{ part }: UploadTarget,
	{ made }: InspectedFile
): Promise<Result<SealedBytes | null>> {
	const { store, sealing, ids, db } = ctx.app;
	const sealed = part === 'dossier' && (await db.read.sealing.sealingOf(upload.applicationId)) !== undefined;
	if (!sealed) {
		const promoted =
			made === undefined
				? await store.copy(upload.objectKey, documentKey(upload))
				: await store.put(documentKey(upload), made);
		return promoted.ok ? ok(null) : promoted;
	}
	const clear = made === undefined ? await wholeObject(store, upload.objectKey) : ok(made);
	if (!clear.ok) return clear;
	const { key, bytes } = sealing.sealFile(clear.value);
	const promoted = await store.put(documentKey(upload), bytes);
	if (!promoted.ok) return promoted;
	return ok({ key, size: BigInt(bytes.byteLength), sha256: ids.sha256(bytes) });
}

/** A process that dies at a check keeps the next one from it for so long, seconds. */
const CHECK_PROMISE_S = 4;

/**
 * One process checks at a time, and says so again and again: a check that a kill cut off is taken up seconds later.
 * Gives the upload as it stands where another is at it.
 */
async function whileChecking(
	ctx: Context,
	upload: UploadRow,
	run: () => Promise<Result<UploadRow>>
): Promise<Result<UploadRow>> {
	const { db } = ctx.app;
	if (!(await db.transaction((tx) => tx.uploads.claimCheck(upload.id, CHECK_PROMISE_S)))) return ok(upload);
	const promise = setInterval(
		() => {
			db.transaction((tx) => tx.uploads.keepCheck(upload.id, CHECK_PROMISE_S)).catch((thrown: unknown) => {
				// Another may then check too; whoever moves the state first decides.
				process.emitWarning(`the check of upload ${upload.id} could not be announced: ${String(thrown)}`);
			});
		},
		(CHECK_PROMISE_S * 1_000) / 4
	);
	try {
		return await run();
	} finally {
		clearInterval(promise);
		await db.transaction((tx) => tx.uploads.releaseCheck(upload.id));
	}
}

/** Where an accepted file lives; the same for every try, so that a repeat overwrites itself. */
function documentKey(upload: UploadRow): string {
	return `documents/${upload.id}`;
}

function isAboutFile({ code }: Refusal): boolean {
	return code.startsWith('file_') || code === 'hash_mismatch' || code === 'upload_damaged';
}

/** A part that is not as it was acknowledged cannot be mended by trying again. */
async function joinParts(ctx: Context, upload: UploadRow): Promise<Result<true>> {
	if (upload.storeUpload === '') return ok(true);
	const { store, db } = ctx.app;
	const handle = { key: upload.objectKey, uploadId: upload.storeUpload };
	const joined = await store.complete(handle, await db.read.uploads.parts(upload.id));
	if (joined.ok) return ok(true);
	const { code } = joined.refusal;
	if (code === 'part_mismatch' || code === 'part_too_small') return refuse('upload_damaged');
	// An earlier try has joined them: the object tells.
	return code === 'upload_not_found' ? ok(true) : joined;
}

async function checkFile(
	ctx: Context,
	upload: UploadRow,
	{ rules }: UploadTarget
): Promise<Result<InspectedFile>> {
	const inspected = await ctx.app.inspector.inspect(upload.objectKey, {
		name: upload.fileName,
		accepted: rules.accept,
		maxBytes: rules.maxBytes
	});
	if (!inspected.ok) return inspected;
	const { sha256, size } = inspected.value.received;
	if (size !== upload.size) return refuse('upload_damaged');
	const claimed = upload.claimedSha256;
	return claimed === '' || claimed === sha256 ? inspected : refuse('hash_mismatch');
}

async function accept(
	ctx: Context,
	upload: UploadRow,
	known: UploadTarget,
	file: InspectedFile & Pick<DocumentRow, 'sealedBytes'>
): Promise<Result<boolean>> {
	const object: AuditedObject = { type: 'application', id: upload.applicationId };
	return transact(ctx, 'attach_document', object, async ({ tx, permit, note }) => {
		const allowed = permit(known.action, known.subject);
		if (!allowed.ok) return allowed;
		const target = await lockTarget(tx, known);
		const id = ctx.app.ids.v4();
		// First of all: when another call was faster, nothing below may judge by what that one did.
		if (!(await tx.uploads.end(upload.id, 'checking', { state: 'accepted', documentId: id })))
			return ok(false);
		const now = await tx.clock.now();
		const open = await mayChangeFiles(tx, target, now);
		if (!open.ok) return open;
		const held = await heldBy(tx, target, upload.replaces);
		if (!held.ok) return held;
		const fits = mayHold(file.size, target.rules, held.value, target.definition.dossierMaxBytes);
		if (!fits.ok) return fits;
		if (upload.replaces !== null) await tx.uploads.removeDocument(upload.replaces);
		const row = {
			id,
			applicationId: upload.applicationId,
			itemKey: upload.itemKey,
			fileName: file.made === undefined ? upload.fileName : asPdfName(upload.fileName),
			size: BigInt(file.size),
			sha256: file.sha256,
			mediaType: file.mediaType,
			objectKey: documentKey(upload),
			verdict: ctx.app.config.scannerConfigured ? ('pending' as const) : ('not_configured' as const),
			uploadedBy: upload.personId,
			uploadedAt: now,
			sealedBytes: file.sealedBytes
		};
		await tx.uploads.addDocument(row);
		// The code on a scan would tell in the clear which answers were printed.
		if (row.sealedBytes === null && takesSignedForm(target)) await tx.prints.wantReading(id);
		note({
			onBehalfOf: target.application.organisationId,
			before: upload.replaces === null ? undefined : { document: upload.replaces },
			after: {
				document: id,
				item: row.itemKey,
				...(file.sealedBytes === null
					? { name: row.fileName, size: String(row.size), sha256: row.sha256 }
					: { size: String(file.sealedBytes.size), sha256: file.sealedBytes.sha256 })
			}
		});
		return ok(true);
	});
}

/** Also a form that these answers do not ask for today: what is on the scan is read all the same. */
function takesSignedForm({ definition, item }: UploadTarget): boolean {
	return (definition.prints ?? []).some(({ items }) => item !== undefined && items.includes(item.key));
}

async function refuseUpload(ctx: Context, upload: UploadRow, refusal: Refusal, copy?: string): Promise<void> {
	const { code, params } = refusal;
	const end = { state: 'refused', refusal: { code, ...(params === undefined ? {} : { params }) } } as const;
	const mine = await ctx.app.db.transaction((tx) => tx.uploads.end(upload.id, 'checking', end));
	if (!mine) return;
	await forget(ctx, upload.objectKey);
	if (copy !== undefined) await forget(ctx, copy);
}

/** Gone from quarantine: either another call has settled it, or the store has lost it. Anything else may pass. */
async function lost(ctx: Context, upload: UploadRow, refusal: Refusal): Promise<Result<UploadRow>> {
	if (refusal.code !== 'object_not_found') return { ok: false, refusal };
	const now = await ctx.app.db.read.uploads.find(upload.id);
	if (now !== undefined && now.state !== 'checking') return ok(now);
	await refuseUpload(ctx, upload, { code: 'upload_damaged' });
	return ok((await ctx.app.db.read.uploads.find(upload.id)) ?? upload);
}

/** An object that could not be deleted is left over, never served; it does not undo what was decided. */
async function forget(ctx: Context, key: string): Promise<void> {
	const deleted = await ctx.app.store.delete(key);
	if (!deleted.ok) process.emitWarning(`object ${key} was not deleted: ${deleted.refusal.code}`);
}
