import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import { openAsMember } from '../../cases/councils/open-as-member.ts';
import { loadCase } from '../../cases/intake/load-case.ts';
import { readRevision } from '../../cases/intake/read-revision.ts';
import type { Repositories } from '../../ports.ts';
import type { ByteRange, ExpectedObject, ObjectBody } from '../../storage/ports.ts';
import type { Context } from '../../use-case.ts';
import { reportObject } from './report-object.ts';
import { openSealedObject } from './sealed-bytes.ts';
import type { DocumentRow } from '../../uploads/ports.ts';
import { findTarget } from '../../cases/uploads/upload-target.ts';
import type { UploadTarget } from '../../cases/uploads/upload-target.ts';

/**
 * A document, for who may read it; which bytes may be handed out is `mayServe`.
 * - the applicant's own people: every document of their dossier, also one that was taken away
 * - office, finance, director, auditor: those that the standing revision names, once dossiers are opened, and the survey's
 * - council members: those that the standing revision names and a finished survey's, after the undertaking and the
 *   declaration
 * Refusals: `not_found`, `sign_in_needed`; for members what `mayOpenDossier` says.
 */
export async function findDocument(ctx: Context, id: string): Promise<Result<DocumentRow>> {
	const { read } = ctx.app.db;
	const general = can(ctx.actor, 'document.read');
	if (!general.ok) return general;
	const document = isUuid(id) ? await read.uploads.document(id) : undefined;
	if (document === undefined) return refuse('not_found');
	const target = await findTarget(read, document.applicationId, document.itemKey);
	if (!target.ok) return target;
	const { subject, part } = target.value;
	if (part === 'dossier' && can(ctx.actor, 'application.read_own', subject).ok) return ok(document);
	const opened = await inOpenedDossier(read, document);
	if (!opened.ok) return opened;
	if (can(ctx.actor, 'application.read', subject).ok) return ok(document);
	return asMember(ctx, document, target.value);
}

/** After the opening a dossier is what was submitted: the working copy beside it is nobody's to read. */
async function inOpenedDossier(read: Repositories, document: DocumentRow): Promise<Result<true>> {
	const found = await loadCase(read, document.applicationId);
	if (!found.ok) return found;
	if (document.itemKey === SURVEY_ITEM) return document.removedAt === null ? ok(true) : refuse('not_found');
	const revision = await readRevision(read, found.value.application.revisionId);
	return revision.files.some(({ id }) => id === document.id) ? ok(true) : refuse('not_found');
}

async function asMember(
	ctx: Context,
	document: DocumentRow,
	target: UploadTarget
): Promise<Result<DocumentRow>> {
	const { application, subject } = target;
	const open = await openAsMember(ctx, application, subject);
	if (!open.ok || document.itemKey !== SURVEY_ITEM) return open.ok ? ok(document) : open;
	const survey = await ctx.app.db.read.intake.survey(application.id);
	return survey?.finishedAt ? ok(document) : refuse('not_found');
}

/**
 * Whether the bytes may leave: never those of an infected file; of one that waits for the scanner only to who
 * brought it; of one that no scanner ever sees only to who was told so. Refusals: `document_infected`,
 * `document_scan_pending`, `document_unscanned`, `document_emptied` (taken away for good).
 */
export function mayServe(
	ctx: Context,
	{
		verdict,
		uploadedBy,
		fileName,
		bytesGoneAt
	}: Pick<DocumentRow, 'verdict' | 'uploadedBy' | 'fileName' | 'bytesGoneAt'>,
	told: boolean
): Result<true> {
	const params = { file: fileName };
	if (bytesGoneAt !== null && verdict !== 'infected') return refuse('document_emptied', { params });
	switch (verdict) {
		case 'clean':
			return ok(true);
		case 'infected':
			return refuse('document_infected', { params });
		case 'pending':
			return ctx.actor.kind === 'person' && ctx.actor.personId === uploadedBy
				? ok(true)
				: refuse('document_scan_pending', { params });
		case 'not_configured':
			return told ? ok(true) : refuse('document_unscanned');
	}
}

/**
 * The bytes of a document, never damaged ones as whole: `damaged` is called where that is seen after the first bytes
 * have left, and the body breaks off. Refusals: those of `findDocument`, `mayServe` and the store
 * (`range_not_satisfiable`, `object_damaged`, `object_not_found`).
 */
export async function openDocument(
	ctx: Context,
	input: {
		readonly id: string;
		readonly told: boolean;
		readonly rangeOf?: (file: Pick<ExpectedObject, 'size' | 'sha256'>) => ByteRange | undefined;
		readonly damaged?: (document: DocumentRow) => void;
	}
): Promise<
	Result<{ readonly document: DocumentRow; readonly object: ObjectBody; readonly ranged: boolean }>
> {
	const found = await findDocument(ctx, input.id);
	if (!found.ok) return found;
	const document = found.value;
	const may = mayServe(ctx, document, input.told);
	if (!may.ok) return may;
	const { id, objectKey, sha256 } = document;
	const size = Number(document.size);
	const range = input.rangeOf?.({ size, sha256 });
	const object =
		document.sealedBytes === null
			? await ctx.app.verifier.open({ objectKey, size, sha256 }, range, () => {
					input.damaged?.(document);
				})
			: await openSealedObject(ctx.app, document, range);
	if (object.ok) return ok({ document, object: object.value, ranged: range !== undefined });
	await reportObject(ctx.app, { kind: 'document', id }, object);
	return object;
}
