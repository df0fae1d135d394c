import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';
import type {
	ByteRange,
	ListPage,
	ObjectBody,
	ObjectListing,
	ObjectStore,
	PutOptions,
	StoredObject,
	StoredPart,
	UploadHandle
} from '#lib/server/app/storage/ports.ts';
import {
	HEADER_BYTES,
	readObjectHeader,
	readSpan,
	readVerified,
	syncFolder,
	writeObjectFile,
	type ObjectHeader
} from './disk-object-file.ts';
import { isMissing, onSystem } from './system-refusal.ts';
import { listObjects } from './disk-listing.ts';
import { DiskUploads, PartMismatch } from './disk-uploads.ts';
import { checkObjectKey } from './object-key.ts';
import { resolveRange } from './byte-range.ts';

/** What a killed process left half-written is swept at a start this much later, in milliseconds. */
const SCRATCH_LIFE_MS = 24 * 60 * 60 * 1000;

const DEFAULT_TYPE = 'application/octet-stream';

/**
 * Opens the store that keeps objects in a folder, making the folder when it is not there.
 * Refuses `store_unavailable` when it cannot be written. Several processes may share the folder.
 */
export async function openDiskStore(root: string): Promise<Result<ObjectStore>> {
	return onSystem(async (): Promise<Result<ObjectStore>> => {
		const folders = {
			objects: path.join(root, 'objects'),
			uploads: path.join(root, 'uploads'),
			scratch: path.join(root, 'scratch')
		};
		for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true, mode: 0o700 });
		await sweepScratch(folders.scratch);
		const probe = path.join(folders.scratch, `probe-${randomUUID()}`);
		await (await open(probe, 'wx', 0o600)).close();
		await unlink(probe);
		return ok(new DiskStore(folders));
	});
}

async function sweepScratch(scratch: string): Promise<void> {
	const oldest = Date.now() - SCRATCH_LIFE_MS;
	for (const name of await readdir(scratch)) {
		const target = path.join(scratch, name);
		try {
			if ((await stat(target)).mtimeMs < oldest) await rm(target, { recursive: true, force: true });
		} catch (error) {
			// Another process finished or swept it meanwhile.
			if (!isMissing(error)) throw error;
		}
	}
}

interface Folders {
	readonly objects: string;
	readonly uploads: string;
	readonly scratch: string;
}

class DiskStore implements ObjectStore {
	readonly kind = 'disk';
	readonly #folders: Folders;
	readonly #uploads: DiskUploads;

	constructor(folders: Folders) {
		this.#folders = folders;
		this.#uploads = new DiskUploads(folders.uploads, folders.scratch);
	}

	async beginUpload(key: string, options: PutOptions = {}): Promise<Result<UploadHandle>> {
		const sound = checkObjectKey(key);
		if (!sound.ok) return sound;
		return onSystem(async () => {
			const uploadId = await this.#uploads.begin({ key, contentType: options.contentType ?? DEFAULT_TYPE });
			return ok({ key, uploadId });
		});
	}

	async putPart(upload: UploadHandle, partNo: number, bytes: Uint8Array): Promise<Result<StoredPart>> {
		return onSystem(() => this.#uploads.putPart(upload, partNo, bytes));
	}

	async complete(upload: UploadHandle, parts: readonly StoredPart[]): Promise<Result<StoredObject>> {
		return onSystem(async (): Promise<Result<StoredObject>> => {
			const found = await this.#uploads.find(upload);
			if (!found.ok) return found;
			const joinable = this.#uploads.checkParts(parts);
			if (!joinable.ok) return joinable;
			try {
				const header = await this.#write(found.value, this.#uploads.join(upload, parts));
				await this.#uploads.forget(upload);
				return ok(describe(header));
			} catch (error) {
				if (error instanceof PartMismatch) return refuse('part_mismatch');
				throw error;
			}
		});
	}

	async abort(upload: UploadHandle): Promise<Result<void>> {
		return onSystem(async () => ok(await this.#uploads.forget(upload)));
	}

	async put(key: string, bytes: Uint8Array, options: PutOptions = {}): Promise<Result<StoredObject>> {
		const sound = checkObjectKey(key);
		if (!sound.ok) return sound;
		return onSystem(async () => {
			const header = await this.#write({ key, contentType: options.contentType ?? DEFAULT_TYPE }, [bytes]);
			return ok(describe(header));
		});
	}

	async get(key: string, range?: ByteRange): Promise<Result<ObjectBody>> {
		return this.#withObject<ObjectBody>(key, async (file, header) => {
			const span = resolveRange(header.size, range);
			if (!span.ok) return span;
			const { start, end } = span.value;
			const whole = start === 0 && end === header.size - 1;
			const chunks = whole
				? readVerified(file, header)
				: readSpan(file, HEADER_BYTES + start, end - start + 1);
			return ok({ ...describe(header), start, end, body: streamAndClose(chunks, file) });
		});
	}

	async head(key: string): Promise<Result<StoredObject>> {
		return this.#withObject(key, async (file, header) => {
			await file.close();
			return ok(describe(header));
		});
	}

	async copy(from: string, to: string): Promise<Result<StoredObject>> {
		const sound = checkObjectKey(to);
		if (!sound.ok) return sound;
		return this.#withObject(from, async (file, header) => {
			try {
				const copied = await this.#write(
					{ key: to, contentType: header.contentType },
					readVerified(file, header)
				);
				return ok(describe(copied));
			} finally {
				await file.close();
			}
		});
	}

	async delete(key: string): Promise<Result<void>> {
		const sound = checkObjectKey(key);
		if (!sound.ok) return sound;
		return onSystem(async () => {
			const target = this.#locate(key);
			try {
				await unlink(target);
				await syncFolder(path.dirname(target));
			} catch (error) {
				if (!isMissing(error)) throw error;
			}
			return ok(undefined);
		});
	}

	async list(prefix: string, page: ListPage = {}): Promise<Result<ObjectListing>> {
		return onSystem(async () => ok(await listObjects(this.#folders.objects, prefix, page)));
	}

	/** The path is made of a digest of the key: nothing that a person typed ever reaches the file system. */
	#locate(key: string): string {
		const name = createHash('sha256').update(key, 'utf8').digest('hex');
		return path.join(this.#folders.objects, name.slice(0, 2), name.slice(2, 4), name);
	}

	async #write(
		label: { readonly key: string; readonly contentType: string },
		chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
	): Promise<ObjectHeader> {
		const scratch = path.join(this.#folders.scratch, `object-${randomUUID()}`);
		const target = this.#locate(label.key);
		const file = await open(scratch, 'wx', 0o600);
		try {
			let header: ObjectHeader;
			try {
				header = await writeObjectFile(file, label, chunks);
			} finally {
				await file.close();
			}
			await this.#makeShelf(path.dirname(target));
			await rename(scratch, target);
			await syncFolder(path.dirname(target));
			return header;
		} catch (error) {
			await rm(scratch, { force: true });
			throw error;
		}
	}

	/** The two levels of folders over an object, each made durable in its parent. */
	async #makeShelf(shelf: string): Promise<void> {
		const made = await mkdir(shelf, { recursive: true, mode: 0o700 });
		if (made === undefined) return;
		await syncFolder(path.dirname(shelf));
		await syncFolder(this.#folders.objects);
	}

	/** Opens an object; `work` owns the file from then on unless it refuses or throws. */
	async #withObject<T>(
		key: string,
		work: (file: FileHandle, header: ObjectHeader) => Promise<Result<T>>
	): Promise<Result<T>> {
		const sound = checkObjectKey(key);
		if (!sound.ok) return sound;
		return onSystem(async (): Promise<Result<T>> => {
			let file: FileHandle;
			try {
				file = await open(this.#locate(key), 'r');
			} catch (error) {
				if (isMissing(error)) return refuse('object_not_found');
				throw error;
			}
			let kept = false;
			try {
				const header = await readObjectHeader(file);
				if (header === null || header.key !== key) return refuse('object_damaged');
				const result = await work(file, header);
				kept = result.ok;
				return result;
			} finally {
				if (!kept) await file.close();
			}
		});
	}
}

function describe(header: ObjectHeader): StoredObject {
	return { key: header.key, size: header.size, contentType: header.contentType };
}

/** Gives the chunks out as a web stream, and closes the file at the end, at an error and when cancelled. */
function streamAndClose(chunks: AsyncGenerator<Uint8Array>, file: FileHandle): ReadableStream<Uint8Array> {
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				try {
					const next = await chunks.next();
					if (!next.done) return controller.enqueue(next.value);
					await file.close();
					controller.close();
				} catch (error) {
					await file.close();
					controller.error(error);
				}
			},
			async cancel() {
				await chunks.return(undefined);
				await file.close();
			}
		},
		{ highWaterMark: 0 }
	);
}
