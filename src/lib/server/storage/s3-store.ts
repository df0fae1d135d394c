import { createHash } from 'node:crypto';
import {
	AbortMultipartUploadCommand,
	CompleteMultipartUploadCommand,
	CopyObjectCommand,
	CreateMultipartUploadCommand,
	DeleteObjectCommand,
	GetObjectCommand,
	HeadBucketCommand,
	HeadObjectCommand,
	ListObjectsV2Command,
	PutObjectCommand,
	S3Client,
	UploadPartCommand
} from '@aws-sdk/client-s3';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';
import {
	MAX_PART_NO,
	type ByteRange,
	type ListPage,
	type ObjectBody,
	type ObjectListing,
	type ObjectStore,
	type PutOptions,
	type StoredObject,
	type StoredPart,
	type UploadHandle
} from '#lib/server/app/storage/ports.ts';
import { resolveRange } from './byte-range.ts';
import { checkObjectKey } from './object-key.ts';
import { onS3 } from './s3-refusal.ts';

export interface S3Settings {
	/** `https://s3.example.vn`; a store of our own or a provider's. */
	readonly endpoint: string;
	/** `us-east-1` suits most compatible stores. */
	readonly region: string;
	readonly bucket: string;
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Attempts per request, 3 when left out. */
	readonly attempts?: number;
}

const DEFAULT_TYPE = 'application/octet-stream';
const MAX_PAGE = 1000;

/**
 * Opens an S3-compatible store and asks once whether the bucket answers.
 * Refuses `store_unavailable`, `store_denied`, `bucket_not_found`.
 *
 * Only requests that every compatible store understands are used: no chunked checksum trailers, no
 * `DeleteObjects`, no conditional writes, no tags. Bodies carry `Content-MD5`, which all of them check.
 */
export async function openS3Store(settings: S3Settings): Promise<Result<ObjectStore>> {
	const client = new S3Client({
		endpoint: settings.endpoint,
		region: settings.region,
		forcePathStyle: true,
		credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
		maxAttempts: settings.attempts ?? 3,
		requestChecksumCalculation: 'WHEN_REQUIRED',
		responseChecksumValidation: 'WHEN_REQUIRED',
		requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 }
	});
	return onS3(async (): Promise<Result<ObjectStore>> => {
		try {
			await client.send(new HeadBucketCommand({ Bucket: settings.bucket }));
			return ok(new S3Store(client, settings.bucket));
		} catch (error) {
			client.destroy();
			// A HEAD carries no code in its body: here a 404 can only be about the bucket.
			if (error instanceof Error && error.name === 'NotFound') return refuse('bucket_not_found');
			throw error;
		}
	});
}

class S3Store implements ObjectStore {
	readonly kind = 's3';
	readonly #client: S3Client;
	readonly #bucket: string;

	constructor(client: S3Client, bucket: string) {
		this.#client = client;
		this.#bucket = bucket;
	}

	async beginUpload(key: string, options: PutOptions = {}): Promise<Result<UploadHandle>> {
		const sound = checkObjectKey(key);
		if (!sound.ok) return sound;
		return onS3(async (): Promise<Result<UploadHandle>> => {
			const answer = await this.#client.send(
				new CreateMultipartUploadCommand({
					...this.#at(key),
					ContentType: options.contentType ?? DEFAULT_TYPE
				})
			);
			if (answer.UploadId === undefined) return unreadable('UploadId');
			return ok({ key, uploadId: answer.UploadId });
		});
	}

	async putPart(upload: UploadHandle, partNo: number, bytes: Uint8Array): Promise<Result<StoredPart>> {
		if (!Number.isInteger(partNo) || partNo < 1 || partNo > MAX_PART_NO) return refuse('part_mismatch');
		const sound = checkObjectKey(upload.key);
		if (!sound.ok) return sound;
		return onS3(async (): Promise<Result<StoredPart>> => {
			const answer = await this.#client.send(
				new UploadPartCommand({
					...this.#at(upload.key),
					UploadId: upload.uploadId,
					PartNumber: partNo,
					...measured(bytes)
				})
			);
			if (answer.ETag === undefined) return unreadable('ETag');
			return ok({ partNo, etag: answer.ETag, size: bytes.byteLength });
		});
	}

	async complete(upload: UploadHandle, parts: readonly StoredPart[]): Promise<Result<StoredObject>> {
		if (parts.length === 0) return refuse('part_mismatch');
		const joined = await onS3(async (): Promise<Result<void>> => {
			await this.#client.send(
				new CompleteMultipartUploadCommand({
					...this.#at(upload.key),
					UploadId: upload.uploadId,
					MultipartUpload: { Parts: parts.map(({ partNo, etag }) => ({ PartNumber: partNo, ETag: etag })) }
				})
			);
			return ok(undefined);
		});
		return joined.ok ? this.head(upload.key) : joined;
	}

	async abort(upload: UploadHandle): Promise<Result<void>> {
		const aborted = await onS3(async (): Promise<Result<void>> => {
			await this.#client.send(
				new AbortMultipartUploadCommand({ ...this.#at(upload.key), UploadId: upload.uploadId })
			);
			return ok(undefined);
		});
		return isAbsence(aborted, 'upload_not_found') ? ok(undefined) : aborted;
	}

	async put(key: string, bytes: Uint8Array, options: PutOptions = {}): Promise<Result<StoredObject>> {
		const sound = checkObjectKey(key);
		if (!sound.ok) return sound;
		const contentType = options.contentType ?? DEFAULT_TYPE;
		return onS3(async () => {
			await this.#client.send(
				new PutObjectCommand({ ...this.#at(key), ContentType: contentType, ...measured(bytes) })
			);
			return ok({ key, size: bytes.byteLength, contentType });
		});
	}

	async get(key: string, range?: ByteRange): Promise<Result<ObjectBody>> {
		const sound = checkObjectKey(key);
		if (!sound.ok) return sound;
		if (range !== undefined) return this.#getRange(key, range);
		return onS3(async (): Promise<Result<ObjectBody>> => {
			const answer = await this.#client.send(new GetObjectCommand(this.#at(key)));
			const { Body: body, ContentLength: size, ContentType: contentType = DEFAULT_TYPE } = answer;
			if (body === undefined || size === undefined) return unreadable('Content-Length');
			return ok({ key, size, contentType, start: 0, end: size - 1, body: body.transformToWebStream() });
		});
	}

	async head(key: string): Promise<Result<StoredObject>> {
		const sound = checkObjectKey(key);
		if (!sound.ok) return sound;
		return onS3(async (): Promise<Result<StoredObject>> => {
			const answer = await this.#client.send(new HeadObjectCommand(this.#at(key)));
			if (answer.ContentLength === undefined) return unreadable('Content-Length');
			return ok({ key, size: answer.ContentLength, contentType: answer.ContentType ?? DEFAULT_TYPE });
		});
	}

	async copy(from: string, to: string): Promise<Result<StoredObject>> {
		for (const key of [from, to]) {
			const sound = checkObjectKey(key);
			if (!sound.ok) return sound;
		}
		const copied = await onS3(async (): Promise<Result<void>> => {
			const source = [this.#bucket, ...from.split('/')].map(encodeURIComponent).join('/');
			await this.#client.send(new CopyObjectCommand({ ...this.#at(to), CopySource: source }));
			return ok(undefined);
		});
		return copied.ok ? this.head(to) : copied;
	}

	async delete(key: string): Promise<Result<void>> {
		const sound = checkObjectKey(key);
		if (!sound.ok) return sound;
		const deleted = await onS3(async (): Promise<Result<void>> => {
			await this.#client.send(new DeleteObjectCommand(this.#at(key)));
			return ok(undefined);
		});
		return isAbsence(deleted, 'object_not_found') ? ok(undefined) : deleted;
	}

	async list(prefix: string, page: ListPage = {}): Promise<Result<ObjectListing>> {
		const limit = Math.min(Math.max(page.limit ?? MAX_PAGE, 1), MAX_PAGE);
		return onS3(async () => {
			const answer = await this.#client.send(
				new ListObjectsV2Command({
					Bucket: this.#bucket,
					Prefix: prefix,
					MaxKeys: limit,
					ContinuationToken: page.cursor
				})
			);
			const objects = (answer.Contents ?? []).flatMap(({ Key: key, Size: size }) =>
				key === undefined || size === undefined ? [] : [{ key, size }]
			);
			const next = answer.IsTruncated === true ? (answer.NextContinuationToken ?? null) : null;
			return ok({ objects, next });
		});
	}

	/** The size comes first, so that a range is judged by the same rule as on disk, whatever the store thinks of it. */
	async #getRange(key: string, range: ByteRange): Promise<Result<ObjectBody>> {
		const found = await this.head(key);
		if (!found.ok) return found;
		const span = resolveRange(found.value.size, range);
		if (!span.ok) return span;
		const { start, end } = span.value;
		return onS3(async (): Promise<Result<ObjectBody>> => {
			const answer = await this.#client.send(
				new GetObjectCommand({ ...this.#at(key), Range: `bytes=${start}-${end}` })
			);
			if (answer.Body === undefined || answer.ContentLength !== end - start + 1)
				return unreadable('Content-Range');
			return ok({ ...found.value, start, end, body: answer.Body.transformToWebStream() });
		});
	}

	#at(key: string): { Bucket: string; Key: string } {
		return { Bucket: this.#bucket, Key: key };
	}
}

/** A body with its length and digest: the store refuses it when one byte was lost or changed on the way. */
function measured(bytes: Uint8Array): { Body: Uint8Array; ContentLength: number; ContentMD5: string } {
	return {
		Body: bytes,
		ContentLength: bytes.byteLength,
		ContentMD5: createHash('md5').update(bytes).digest('base64')
	};
}

function unreadable(missing: string): Result<never> {
	return refuse('store_unavailable', { params: { reason: `answer_without_${missing}` } });
}

function isAbsence(result: Result<unknown>, code: string): boolean {
	return !result.ok && result.refusal.code === code;
}
