import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';
import {
	MAX_PART_NO,
	MIN_PART_BYTES,
	type StoredPart,
	type UploadHandle
} from '#lib/server/app/storage/ports.ts';
import { readSpan, syncFolder, writeFully, DamagedObject } from './disk-object-file.ts';
import { isMissing } from './system-refusal.ts';

/** What an upload was begun with. */
interface UploadLabel {
	readonly key: string;
	readonly contentType: string;
}

const UPLOAD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Running multipart uploads on disk: one folder each, `upload.json` and one file a part.
 * All state is in the folder, so that an upload goes on after the process was killed.
 */
export class DiskUploads {
	readonly #root: string;
	readonly #scratch: string;

	constructor(root: string, scratch: string) {
		this.#root = root;
		this.#scratch = scratch;
	}

	async begin(label: UploadLabel): Promise<string> {
		const uploadId = randomUUID();
		// Prepared aside and renamed whole, so that no upload without its label is ever seen.
		const prepared = path.join(this.#scratch, `upload-${uploadId}`);
		await mkdir(prepared, { mode: 0o700 });
		await writeDurably(path.join(prepared, 'upload.json'), Buffer.from(JSON.stringify(label), 'utf8'));
		await syncFolder(prepared);
		await rename(prepared, this.#folder(uploadId));
		await syncFolder(this.#root);
		return uploadId;
	}

	/** The label of a running upload; refuses `upload_not_found`, also when the handle names another key. */
	async find(upload: UploadHandle): Promise<Result<UploadLabel>> {
		if (!UPLOAD_ID.test(upload.uploadId)) return refuse('upload_not_found');
		try {
			const text = await readFile(path.join(this.#folder(upload.uploadId), 'upload.json'), 'utf8');
			const label = JSON.parse(text) as UploadLabel;
			return label.key === upload.key ? ok(label) : refuse('upload_not_found');
		} catch (error) {
			if (isMissing(error)) return refuse('upload_not_found');
			throw error;
		}
	}

	async putPart(upload: UploadHandle, partNo: number, bytes: Uint8Array): Promise<Result<StoredPart>> {
		if (!Number.isInteger(partNo) || partNo < 1 || partNo > MAX_PART_NO) return refuse('part_mismatch');
		const found = await this.find(upload);
		if (!found.ok) return found;
		const scratch = path.join(this.#scratch, `part-${randomUUID()}`);
		await writeDurably(scratch, bytes);
		try {
			await rename(scratch, this.#part(upload.uploadId, partNo));
		} catch (error) {
			await rm(scratch, { force: true });
			// Aborted while the part was being written.
			if (isMissing(error)) return refuse('upload_not_found');
			throw error;
		}
		await syncFolder(this.#folder(upload.uploadId));
		return ok({ partNo, etag: createHash('sha256').update(bytes).digest('hex'), size: bytes.byteLength });
	}

	/** Refuses a list of parts that can never be joined, before a byte is copied. */
	checkParts(parts: readonly StoredPart[]): Result<void> {
		if (parts.length === 0) return refuse('part_mismatch');
		const ascending = parts.every(
			(part, index) => index === 0 || part.partNo > (parts[index - 1]?.partNo ?? 0)
		);
		if (!ascending) return refuse('part_mismatch');
		const small = parts.slice(0, -1).some((part) => part.size < MIN_PART_BYTES);
		return small ? refuse('part_too_small') : ok(undefined);
	}

	/** The bytes of the named parts in a row; throws `PartMismatch` at the first that is not as acknowledged. */
	async *join(upload: UploadHandle, parts: readonly StoredPart[]): AsyncGenerator<Uint8Array> {
		for (const part of parts) yield* this.#readPart(upload, part);
	}

	async *#readPart(upload: UploadHandle, part: StoredPart): AsyncGenerator<Uint8Array> {
		const digest = createHash('sha256');
		try {
			const file = await open(this.#part(upload.uploadId, part.partNo), 'r');
			try {
				const { size } = await file.stat();
				if (size !== part.size) throw new PartMismatch(part.partNo);
				for await (const chunk of readSpan(file, 0, size)) {
					digest.update(chunk);
					yield chunk;
				}
			} finally {
				await file.close();
			}
		} catch (error) {
			if (isMissing(error) || error instanceof DamagedObject) throw new PartMismatch(part.partNo);
			throw error;
		}
		if (digest.digest('hex') !== part.etag) throw new PartMismatch(part.partNo);
	}

	async forget(upload: UploadHandle): Promise<void> {
		if (!UPLOAD_ID.test(upload.uploadId)) return;
		await rm(this.#folder(upload.uploadId), { recursive: true, force: true });
		await syncFolder(this.#root);
	}

	#folder(uploadId: string): string {
		return path.join(this.#root, uploadId);
	}

	#part(uploadId: string, partNo: number): string {
		return path.join(this.#folder(uploadId), `part-${String(partNo).padStart(5, '0')}`);
	}
}

/** A part is missing, was replaced, or was damaged on disk. */
export class PartMismatch extends Error {
	override readonly name = 'PartMismatch';
	constructor(partNo: number) {
		super(`part ${partNo} is not as it was acknowledged`);
	}
}

async function writeDurably(target: string, bytes: Uint8Array): Promise<void> {
	const file = await open(target, 'wx', 0o600);
	try {
		await writeFully(file, bytes, 0);
		await file.sync();
	} finally {
		await file.close();
	}
}
