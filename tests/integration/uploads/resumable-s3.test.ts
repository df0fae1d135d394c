import { afterAll, describe, expect, it } from 'vitest';
import { startS3TestServer } from '../storage/s3-test-server.ts';
import { resumableUploads } from './resumable.conformance.ts';

const server = await startS3TestServer();
afterAll(() => server?.stop());

if (server === null) {
	describe('an upload with the real client, S3 store', () => {
		it('is left out only where it need not run', () => {
			expect(process.env['CI']).not.toBe('true');
		});
	});
} else {
	const { settings } = server;
	resumableUploads('S3 store', {
		S3_ENDPOINT: settings.endpoint,
		S3_BUCKET: settings.bucket,
		S3_REGION: settings.region,
		S3_ACCESS_KEY_ID: settings.accessKeyId,
		S3_SECRET_ACCESS_KEY: settings.secretAccessKey
	});
}
