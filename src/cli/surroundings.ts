import net from 'node:net';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CannotStart, reasonOf } from './cannot-start.ts';
import type { S3Settings } from './settings.ts';

function isBusy(thrown: unknown): boolean {
	return thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE';
}

function tryListening(port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const probe = net.createServer();
		probe.once('error', reject);
		probe.listen({ port, host, exclusive: true }, () => {
			probe.close(() => {
				resolve();
			});
		});
	});
}

/** Refuses a port that cannot be listened on, before anything else is started. */
export async function checkPort(port: number, host: string): Promise<void> {
	try {
		await tryListening(port, host);
	} catch (thrown) {
		if (isBusy(thrown)) {
			throw new CannotStart(
				`Cổng ${port} đang có chương trình khác dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác: PORT=${port + 1} npm start`,
				`Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
				thrown
			);
		}
		throw new CannotStart(
			`Không mở được cổng ${port} tại ${host} (${reasonOf(thrown)}). Hãy đặt PORT hoặc HOST khác.`,
			`Port ${port} at ${host} cannot be opened (${reasonOf(thrown)}). Set another PORT or HOST.`,
			thrown
		);
	}
}

function statusOf(thrown: unknown): number | undefined {
	if (typeof thrown !== 'object' || thrown === null || !('$metadata' in thrown)) return undefined;
	const metadata = thrown.$metadata;
	if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
	return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/** Asks the object store for its bucket: reachable, keys accepted, bucket there. */
export async function checkObjectStore(s3: S3Settings): Promise<void> {
	const client = new S3Client({
		endpoint: s3.endpoint,
		region: s3.region,
		credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
		forcePathStyle: true,
		maxAttempts: 2
	});
	try {
		await client.send(new HeadBucketCommand({ Bucket: s3.bucket }), {
			abortSignal: AbortSignal.timeout(10_000)
		});
	} catch (thrown) {
		const status = statusOf(thrown);
		if (status === 404) {
			throw new CannotStart(
				`Kho ${s3.endpoint} không có ngăn "${s3.bucket}". Hãy tạo ngăn đó, hoặc sửa S3_BUCKET.`,
				`The store ${s3.endpoint} has no bucket "${s3.bucket}". Create it, or correct S3_BUCKET.`,
				thrown
			);
		}
		if (status === 401 || status === 403) {
			throw new CannotStart(
				`Kho ${s3.endpoint} từ chối khóa truy cập. Hãy kiểm tra S3_ACCESS_KEY_ID và S3_SECRET_ACCESS_KEY.`,
				`The store ${s3.endpoint} refuses the access key. Check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.`,
				thrown
			);
		}
		throw new CannotStart(
			`Không kết nối được kho tệp ${s3.endpoint} (${reasonOf(thrown)}). Hãy kiểm tra S3_ENDPOINT, hoặc bỏ nó để lưu tệp trên đĩa.`,
			`The object store ${s3.endpoint} cannot be reached (${reasonOf(thrown)}). Check S3_ENDPOINT, or unset it to keep files on disk.`,
			thrown
		);
	} finally {
		client.destroy();
	}
}
