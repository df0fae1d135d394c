import type { PlainRefusalCode } from '#lib/domain/generated/names.ts';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { refuse, type Refusal } from '#lib/domain/shared/result.ts';

interface Refused {
	readonly ok: false;
	readonly refusal: Refusal;
}

/** What an S3 error code means here. Stores differ in wording: a HEAD has no body and answers `NotFound`. */
const CODES: Readonly<Record<string, PlainRefusalCode>> = {
	NoSuchKey: 'object_not_found',
	NotFound: 'object_not_found',
	NoSuchBucket: 'bucket_not_found',
	NoSuchUpload: 'upload_not_found',
	InvalidPart: 'part_mismatch',
	InvalidPartOrder: 'part_mismatch',
	BadDigest: 'part_mismatch',
	InvalidDigest: 'part_mismatch',
	XAmzContentSHA256Mismatch: 'part_mismatch',
	EntityTooSmall: 'part_too_small',
	InvalidRange: 'range_not_satisfiable',
	AccessDenied: 'store_denied',
	InvalidAccessKeyId: 'store_denied',
	SignatureDoesNotMatch: 'store_denied',
	Forbidden: 'store_denied',
	QuotaExceeded: 'store_full',
	EntityTooLarge: 'store_full'
};

/** By status, for an answer whose code says nothing (a HEAD, or a proxy in between). */
const STATUSES: Readonly<Record<number, PlainRefusalCode>> = {
	403: 'store_denied',
	404: 'object_not_found',
	416: 'range_not_satisfiable',
	507: 'store_full'
};

/** Errors of the connection, as Node and the SDK name them. */
const CONNECTION =
	/^(?:E[A-Z0-9]+|TimeoutError|AbortError|RequestTimeout|NetworkingError|ERR_SSL_.*|CERT_.*|.*CERT.*)$/;

/** Runs one request; what the store or the line refuses becomes a refusal, a bug of ours stays a throw. */
export async function onS3<T>(work: () => Promise<T>): Promise<T | Refused> {
	try {
		return await work();
	} catch (error) {
		const code = refusalCode(error);
		if (code === null) throw error;
		return refuse(code, { params: { reason: reasonOf(error) } });
	}
}

function refusalCode(error: unknown): PlainRefusalCode | null {
	if (error instanceof S3ServiceException) {
		const status = error.$metadata.httpStatusCode;
		return CODES[error.name] ?? (status === undefined ? undefined : STATUSES[status]) ?? 'store_unavailable';
	}
	return isConnectionError(error) ? 'store_unavailable' : null;
}

function isConnectionError(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	if (CONNECTION.test(error.name)) return true;
	if ('code' in error && typeof error.code === 'string' && CONNECTION.test(error.code)) return true;
	// Something that is no S3 store answered: the SDK could not read the answer.
	if ('$metadata' in error || '$response' in error) return true;
	return error instanceof AggregateError && error.errors.some(isConnectionError);
}

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown';
	const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
	return code ?? error.name;
}
