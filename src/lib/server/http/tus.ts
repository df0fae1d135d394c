/**
 * The tus protocol 1.0.0 with creation, expiration and termination (https://tus.io/protocols/resumable-upload),
 * over the use cases of uploads. What arrives counts as it arrives, and no connection of the database waits for a slow
 * line.
 */
import { beginUploadShape } from '#lib/contracts/uploads/begin-upload.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { MOST_FILE_BYTES } from '#lib/domain/uploads/upload.ts';
import { abortUpload } from '#lib/server/app/uploads/abort-upload.ts';
import { beginUpload } from '#lib/server/app/uploads/begin-upload.ts';
import type { UploadRow } from '#lib/server/app/uploads/ports.ts';
import { readUpload } from '#lib/server/app/uploads/read-upload.ts';
import { finishUpload } from '#lib/server/app/uploads/finish-upload.ts';
import { settleUpload } from '#lib/server/app/uploads/settle-upload.ts';
import { storeChunk } from '#lib/server/app/uploads/store-chunk.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { log } from './log.ts';
import { receiveChunk } from './receive-chunk.ts';
import { sayProblems, statusOf } from './refusal-response.ts';
import { readMetadata } from './tus-metadata.ts';
import { UploadSlots } from './upload-slots.ts';

const VERSION = '1.0.0';
const CHUNK_TYPE = 'application/offset+octet-stream';
const BASE: Readonly<Record<string, string>> = { 'tus-resumable': VERSION, 'cache-control': 'no-store' };

/** Statuses that mean something to a tus client: 409 and 423 are tried again from the offset, 410 is over. */
const TUS_STATUS: Readonly<Record<string, number>> = {
	tus_version: 412,
	tus_content_type: 415,
	upload_offset_wrong: 409,
	upload_busy: 423,
	upload_gone: 410,
	upload_crowded: 503,
	upload_cut_off: 503,
	dossier_too_large: 413
};

function refused(refusal: Refusal): Response {
	const status = TUS_STATUS[refusal.code] ?? statusOf(refusal);
	const headers = { ...BASE, ...(status === 503 ? { 'retry-after': '5' } : {}) };
	return Response.json({ problems: sayProblems(refusal) }, { status, headers });
}

function speaksTus(request: Request): boolean {
	return request.headers.get('tus-resumable') === VERSION;
}

export function tusOptions(): Response {
	const headers = {
		...BASE,
		'tus-version': VERSION,
		'tus-extension': 'creation,expiration,termination',
		'tus-max-size': String(MOST_FILE_BYTES)
	};
	return new Response(null, { status: 204, headers });
}

/** POST: begins an upload. `path` is the address of the collection, for `Location`. */
export async function tusCreate(ctx: Context, request: Request, path: string): Promise<Response> {
	if (!speaksTus(request)) return refused({ code: 'tus_version' });
	const metadata = readMetadata(request.headers.get('upload-metadata') ?? '');
	const length = wholeNumber(request.headers.get('upload-length'));
	const input = parseInput(beginUploadShape, {
		applicationId: metadata['applicationId'],
		itemKey: metadata['itemKey'],
		fileName: metadata['filename'],
		size: length,
		...(metadata['sha256'] === undefined ? {} : { sha256: metadata['sha256'] }),
		...(metadata['replaces'] === undefined ? {} : { replaces: metadata['replaces'] })
	});
	if (!input.ok) return refused(input.refusal);
	const begun = await beginUpload(ctx, input.value);
	if (!begun.ok) return refused(begun.refusal);
	const { id, expiresAt } = begun.value;
	const headers = { ...BASE, location: `${path}/${id}`, 'upload-expires': expiresAt.toUTCString() };
	return new Response(null, { status: 201, headers });
}

/** HEAD: how far it has come. */
export async function tusOffset(ctx: Context, request: Request, id: string): Promise<Response> {
	if (!speaksTus(request)) return refused({ code: 'tus_version' });
	const upload = await readUpload(ctx, id);
	if (!upload.ok) return refused(upload.refusal);
	if (isOver(upload.value)) return refused({ code: 'upload_gone' });
	const { received, size, expiresAt } = upload.value;
	const headers = {
		...BASE,
		'upload-offset': String(received),
		'upload-length': String(size),
		'upload-expires': expiresAt.toUTCString()
	};
	return new Response(null, { status: 200, headers });
}

function isOver({ state }: UploadRow): boolean {
	return state === 'aborted' || state === 'refused';
}

/** Of this process. */
const slots = new UploadSlots();

/** PATCH: one chunk. The last one is answered when the file has been checked. */
export async function tusAppend(ctx: Context, request: Request, id: string): Promise<Response> {
	if (!speaksTus(request)) return refused({ code: 'tus_version' });
	if (request.headers.get('content-type') !== CHUNK_TYPE) return refused({ code: 'tus_content_type' });
	const upload = await readUpload(ctx, id);
	if (!upload.ok) return refused(upload.refusal);
	const offset = wholeNumber(request.headers.get('upload-offset'));
	if (upload.value.state !== 'open') return refused({ code: 'upload_gone' });
	if (offset !== upload.value.received) {
		const params = { offset: String(upload.value.received) };
		return refused(refuse('upload_offset_wrong', { params }).refusal);
	}
	const stored = await slots.with(upload.value.personId, () =>
		storeChunk(ctx, { id, offset, pieces: receiveChunk(request) })
	);
	if (stored === undefined) return refused({ code: 'upload_crowded' });
	if (!stored.ok) return refused(stored.refusal);
	if (stored.value.whole) {
		// What the check found is asked by GET; what it could not do now, the worker goes on with.
		const settled = await settleUpload(ctx, id);
		if (!settled.ok) log.warn({ upload: id, refusal: settled.refusal.code }, 'upload not settled yet');
	}
	const headers = {
		...BASE,
		'upload-offset': String(stored.value.received),
		'upload-expires': stored.value.expiresAt.toUTCString()
	};
	return new Response(null, { status: 204, headers });
}

/** DELETE: gives it up. */
export async function tusTerminate(ctx: Context, request: Request, id: string): Promise<Response> {
	if (!speaksTus(request)) return refused({ code: 'tus_version' });
	const aborted = await abortUpload(ctx, id);
	return aborted.ok ? new Response(null, { status: 204, headers: BASE }) : refused(aborted.refusal);
}

/** GET, beyond the protocol: what became of it, in the reader's language. */
export async function uploadOutcome(ctx: Context, id: string): Promise<Response> {
	const found = await readUpload(ctx, id);
	if (!found.ok) return refused(found.refusal);
	// Its last request was cut off between the last byte and the answer.
	const arrived = found.value.state === 'open' && found.value.received === found.value.size;
	const finished = arrived ? await finishUpload(ctx, id) : found;
	if (!finished.ok) return refused(finished.refusal);
	const { state, refusal, documentId } = finished.value;
	return Response.json(
		{ state, documentId, problems: refusal === null ? [] : sayProblems(refusal) },
		{ headers: { 'cache-control': 'no-store' } }
	);
}

/** NaN for anything that is not a whole number of plain digits. */
function wholeNumber(text: string | null): number {
	return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
