/** Bytes of a sealed dossier: read whole and opened in memory, since a seal proves only the whole. */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { App } from '../../ports.ts';
import type { ByteRange, ObjectBody, ObjectStore } from '../../storage/ports.ts';
import type { DocumentRow } from '../../uploads/ports.ts';

/** A file is at most 50 MB. Refusals: those of the store. */
export async function wholeObject(store: ObjectStore, objectKey: string): Promise<Result<Uint8Array>> {
	const found = await store.get(objectKey);
	return found.ok ? ok(await whole(found.value.body)) : found;
}

async function whole(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
	return new Uint8Array(await new Response(body).arrayBuffer());
}

/** The file as it came. Refusals: those of the verifier, `object_damaged` where the seal does not hold. */
export async function openSealedBytes(
	{ verifier, sealing }: Pick<App, 'verifier' | 'sealing'>,
	{ objectKey, sealedBytes }: Pick<DocumentRow, 'objectKey' | 'sealedBytes'>
): Promise<Result<Uint8Array>> {
	if (sealedBytes === null) throw new Error(`${objectKey} is not sealed`);
	const { key, size, sha256 } = sealedBytes;
	const found = await verifier.open({ objectKey, size: Number(size), sha256 }, undefined, () => undefined);
	if (!found.ok) return found;
	const opened = sealing.openFile(key, await whole(found.value.body));
	return opened === undefined ? refuse('object_damaged') : ok(opened);
}

/** The file, or a range of it, as the verifier gives one that is not sealed. Refuses `range_not_satisfiable`, too. */
export async function openSealedObject(
	app: Pick<App, 'verifier' | 'sealing'>,
	document: Pick<DocumentRow, 'objectKey' | 'sealedBytes'>,
	range: ByteRange | undefined
): Promise<Result<ObjectBody>> {
	const opened = await openSealedBytes(app, document);
	if (!opened.ok) return opened;
	const size = opened.value.byteLength;
	const start = range?.start ?? 0;
	const end = Math.min(range?.end ?? size - 1, size - 1);
	if (range !== undefined && start >= size) return refuse('range_not_satisfiable');
	const body = new Blob([new Uint8Array(opened.value.subarray(start, end + 1))]).stream();
	return ok({ key: document.objectKey, size, contentType: '', start, end, body });
}
