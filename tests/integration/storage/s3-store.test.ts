import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, describe, expect, it } from 'vitest';
import { openS3Store, type S3Settings } from '#lib/server/storage/s3-store.ts';
import type { ObjectStore } from '#lib/server/app/storage/ports.ts';
import { readObject } from '#lib/server/storage/read-object.ts';
import { badLine, type LineFault } from './bad-line.ts';
import { objectStoreConformance } from './object-store.conformance.ts';
import { startS3TestServer } from './s3-test-server.ts';

const server = await startS3TestServer();
afterAll(() => server?.stop());

async function openWith(settings: S3Settings): Promise<ObjectStore> {
	const opened = await openS3Store(settings);
	if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
	return opened.value;
}

if (server !== null) {
	const { settings } = server;
	objectStoreConformance('S3 store', () => openWith(settings));

	describe('S3 store: what only a server can refuse', () => {
		it('refuses a wrong secret and an unknown key', async () => {
			for (const wrong of [{ secretAccessKey: 'wrong' }, { accessKeyId: 'nobody:none' }]) {
				expect(await openS3Store({ ...settings, ...wrong })).toMatchObject({
					ok: false,
					refusal: { code: 'store_denied' }
				});
			}
		});

		it('says when the bucket is not there', async () => {
			expect(await openS3Store({ ...settings, bucket: 'no-such-bucket' })).toMatchObject({
				ok: false,
				refusal: { code: 'bucket_not_found' }
			});
		});
	});

	describe('S3 store: a line that spoils what it carries', () => {
		const whole = Buffer.concat([Buffer.alloc(70_000, 'a'), Buffer.from('MARK'), Buffer.alloc(70_000, 'b')]);

		async function over<T>(fault: LineFault, work: (store: ObjectStore) => Promise<T>): Promise<T> {
			const line = await badLine(settings.endpoint, 'MARK', fault);
			try {
				return await work(await openWith({ ...settings, endpoint: line.endpoint, attempts: 1 }));
			} finally {
				await line.close();
			}
		}

		it('refuses an object and a part that arrive with other bytes, and keeps neither', async () => {
			await over('change_upload', async (store) => {
				expect(await store.put('spoilt/whole', whole)).toMatchObject({
					ok: false,
					refusal: { code: 'part_mismatch' }
				});
				const upload = await store.beginUpload('spoilt/parts');
				if (!upload.ok) throw new Error(upload.refusal.code);
				expect(await store.putPart(upload.value, 1, whole)).toMatchObject({
					ok: false,
					refusal: { code: 'part_mismatch' }
				});
				await store.abort(upload.value);
				expect(await store.list('spoilt/')).toMatchObject({ ok: true, value: { objects: [] } });
			});
		});

		it('refuses an object and a part that are cut off on the way', async () => {
			await over('cut_upload', async (store) => {
				expect(await store.put('cut/whole', whole)).toMatchObject({
					ok: false,
					refusal: { code: 'store_unavailable' }
				});
				const upload = await store.beginUpload('cut/parts');
				if (!upload.ok) throw new Error(upload.refusal.code);
				expect(await store.putPart(upload.value, 1, whole)).toMatchObject({
					ok: false,
					refusal: { code: 'store_unavailable' }
				});
				await store.abort(upload.value);
				expect(await store.list('cut/')).toMatchObject({ ok: true, value: { objects: [] } });
			});
		});

		it('refuses a download that breaks off', async () => {
			await (await openWith(settings)).put('half/whole', whole);
			await over('cut_download', async (store) => {
				expect(await readObject(store, 'half/whole')).toMatchObject({
					ok: false,
					refusal: { code: 'store_unavailable' }
				});
			});
		});
	});
}

describe('S3 store: a line that fails', () => {
	const nobody: S3Settings = {
		endpoint: 'http://127.0.0.1:9',
		region: 'us-east-1',
		bucket: 'b',
		accessKeyId: 'a',
		secretAccessKey: 's',
		attempts: 1
	};

	it('is unavailable when nobody listens, or the name is unknown', async () => {
		for (const endpoint of ['http://127.0.0.1:9', 'http://no-such-host.invalid']) {
			expect(await openS3Store({ ...nobody, endpoint })).toMatchObject({
				ok: false,
				refusal: { code: 'store_unavailable' }
			});
		}
	});

	it('is unavailable when something else answers, or hangs up', async () => {
		for (const answer of [
			'SSH-2.0-OpenSSH_9.6\r\n',
			'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n',
			''
		]) {
			const other = createServer((socket) => socket.end(answer));
			other.listen(0, '127.0.0.1');
			await once(other, 'listening');
			const address = other.address();
			if (address === null || typeof address === 'string') throw new Error('no port');
			const opened = await openS3Store({ ...nobody, endpoint: `http://127.0.0.1:${address.port}` });
			other.close();
			expect(opened, answer).toMatchObject({ ok: false, refusal: { code: 'store_unavailable' } });
		}
	});
});
