import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DetailedError, Upload } from 'tus-js-client';
import { readObject } from '#lib/server/storage/read-object.ts';
import { CHUNK_BYTES } from '#lib/domain/uploads/upload.ts';
import { goOnWithUploads, tidyUploads } from '#lib/server/app/uploads/tidy-uploads.ts';
import { samplePdf } from '../../support/sample-files.ts';
import { contextOf, moveClock } from '../intake/world.ts';
import { tusServer } from './tus-server.ts';
import { contextOn, openUploadWorld, storedKeys } from './upload-world.ts';
import type { UploadWorld } from './upload-world.ts';

/** A real PDF that weighs as much as a scan: readers skip what stands before its end. */
function heavyPdf(bytes: number): Buffer {
	const pdf = samplePdf('Đơn đề nghị hỗ trợ');
	const end = pdf.lastIndexOf('startxref');
	const comment = Buffer.from(`%${randomBytes(Math.ceil((bytes - pdf.byteLength) / 2)).toString('hex')}\n`);
	return Buffer.concat([pdf.subarray(0, end), comment, pdf.subarray(end)]);
}

/** Everything that a resumable upload promises, on one kind of object store. */
export function resumableUploads(store: string, environment: Readonly<Record<string, string>> = {}): void {
	describe(`an upload with the real client, ${store}`, () => {
		let world: UploadWorld;
		beforeAll(async () => {
			world = await openUploadWorld(environment);
		});
		afterAll(() => world.close());

		function metadata(more: Readonly<Record<string, string>> = {}): Record<string, string> {
			return { applicationId: world.applicationId, itemKey: 'request', filename: 'Đơn đề nghị.pdf', ...more };
		}

		interface Sent {
			readonly url: string;
			readonly done: Promise<'done' | DetailedError | Error>;
			stop(): Promise<void>;
		}

		function upload(
			endpoint: string,
			file: Buffer,
			more: Readonly<Record<string, string>> = {},
			url?: string
		): Sent {
			const settled = Promise.withResolvers<'done' | DetailedError | Error>();
			const task = new Upload(file, {
				endpoint,
				uploadUrl: url ?? null,
				chunkSize: CHUNK_BYTES,
				retryDelays: [100, 200, 400, 800],
				metadata: metadata(more),
				onSuccess: () => settled.resolve('done'),
				onError: (error) => settled.resolve(error)
			});
			task.start();
			return {
				get url() {
					return task.url ?? '';
				},
				done: settled.promise,
				stop: () => task.abort()
			};
		}

		function statusOf(outcome: 'done' | DetailedError | Error): number | string {
			return outcome instanceof DetailedError
				? (outcome.originalResponse?.getStatus() ?? 0)
				: String(outcome);
		}

		function codeOf(outcome: 'done' | DetailedError | Error): string {
			const body = outcome instanceof DetailedError ? (outcome.originalResponse?.getBody() ?? '{}') : '{}';
			return (JSON.parse(body) as { problems?: { code: string }[] }).problems?.[0]?.code ?? '';
		}

		const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

		it('goes on where it was after the portal was killed midway, and ends with the same bytes', async () => {
			const file = heavyPdf(22 * 1024 * 1024);
			const killed = Promise.withResolvers<undefined>();
			const first = await tusServer(await contextOf(world, world.editor), {
				onAppended: (count) => {
					if (count === 15) killed.resolve(undefined);
				}
			});
			const sent = upload(first.endpoint, file, { sha256: sha256(file) });
			await killed.promise;
			await first.kill();
			const app = await world.restart();
			const second = await tusServer(await contextOn(app, world.editor), { port: first.port });
			expect(await sent.done).toBe('done');

			const [document] = await app.db.read.uploads.documents(world.applicationId);
			expect(document).toMatchObject({
				itemKey: 'request',
				fileName: 'Đơn đề nghị.pdf',
				size: BigInt(file.byteLength),
				sha256: sha256(file),
				mediaType: 'application/pdf',
				verdict: 'not_configured'
			});
			const stored = await readObject(app.store, document?.objectKey ?? '');
			expect(stored.ok && sha256(stored.value)).toBe(sha256(file));
			expect((await storedKeys(app)).filter((key) => key.startsWith('quarantine/'))).toEqual([]);
			expect([...first.failures, ...second.failures]).toEqual([]);
			await second.kill();
		});

		it('counts what has arrived of a chunk that was cut off', async () => {
			const server = await tusServer(await contextOf(world, world.editor));
			const file = heavyPdf(9 * 1024 * 1024);
			const ARRIVED = 300_001;
			const created = await fetch(server.endpoint, {
				method: 'POST',
				headers: {
					'tus-resumable': '1.0.0',
					'upload-length': String(file.byteLength),
					'upload-metadata': Object.entries(metadata({ itemKey: 'other' }))
						.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
						.join(',')
				}
			});
			expect(created.status).toBe(201);
			const url = new URL(created.headers.get('location') ?? '', server.endpoint);
			const socket = connect(server.port, '127.0.0.1');
			socket.write(
				`PATCH ${url.pathname} HTTP/1.1\r\nHost: chuan.test\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n` +
					`Content-Type: application/offset+octet-stream\r\nContent-Length: ${CHUNK_BYTES}\r\n\r\n`
			);
			socket.write(file.subarray(0, ARRIVED));
			await pause(300);
			socket.destroy();
			await pause(300);
			const head = await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
			expect([head.status, head.headers.get('upload-offset')]).toEqual([200, String(ARRIVED)]);

			expect(await upload(server.endpoint, file, {}, url.href).done).toBe('done');
			const documents = await world.app.db.read.uploads.documents(world.applicationId);
			expect(documents.find(({ itemKey }) => itemKey === 'other')?.sha256).toBe(sha256(file));
			expect(server.failures).toEqual([]);
			await server.kill();
		});

		it('takes one of two writers at the same offset', async () => {
			const server = await tusServer(await contextOf(world, world.editor));
			const file = heavyPdf(9 * 1024 * 1024);
			const created = upload(server.endpoint, file, { itemKey: 'other' });
			while (created.url === '') await pause(5);
			const { url } = created;
			await created.stop();
			const append = async () => {
				const response = await fetch(url, {
					method: 'PATCH',
					headers: {
						'tus-resumable': '1.0.0',
						'upload-offset': '0',
						'content-type': 'application/offset+octet-stream'
					},
					body: new Uint8Array(file.subarray(0, CHUNK_BYTES))
				});
				return response.status;
			};
			const statuses = await Promise.all([append(), append(), append()]);
			// One was kept; the others met the lock or the offset that had moved.
			expect(statuses.filter((status) => status === 204).length).toBeLessThanOrEqual(1);
			expect(statuses.every((status) => [204, 409, 423].includes(status))).toBe(true);
			expect(await upload(server.endpoint, file, {}, url).done).toBe('done');
			const documents = await world.app.db.read.uploads.documents(world.applicationId);
			expect(documents.filter(({ sha256: hash }) => hash === sha256(file))).toHaveLength(1);
			expect(server.failures).toEqual([]);
			await server.kill();
		});

		it('gives the last of two lines the word: the older one is most likely dead', async () => {
			const server = await tusServer(await contextOf(world, world.editor));
			const file = heavyPdf(2 * 1024 * 1024);
			const created = upload(server.endpoint, file, { itemKey: 'other' });
			while (created.url === '') await pause(5);
			const { url } = created;
			await created.stop();
			const at = async (): Promise<string> =>
				(await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })).headers.get(
					'upload-offset'
				) ?? '';
			// What the first client had under way may still arrive.
			let offset = await at();
			for (let next = await at(); next !== offset; next = await at()) offset = next;
			const socket = connect(server.port, '127.0.0.1');
			socket.on('error', () => undefined);
			const old = Number(offset);
			socket.write(
				`PATCH ${new URL(url).pathname} HTTP/1.1\r\nHost: chuan.test\r\nTus-Resumable: 1.0.0\r\n` +
					`Upload-Offset: ${offset}\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: ${CHUNK_BYTES}\r\n\r\n`
			);
			socket.write(file.subarray(old, old + 1_000));
			await pause(200);
			expect(await upload(server.endpoint, file, {}, url).done).toBe('done');
			// The half-open line brings more, and nothing of it is taken.
			socket.write(file.subarray(old + 1_000, old + 200_000));
			await pause(200);
			socket.destroy();
			const documents = await world.app.db.read.uploads.documents(world.applicationId);
			expect(documents.filter(({ sha256: hash }) => hash === sha256(file))).toHaveLength(1);
			expect(server.failures).toEqual([]);
			await server.kill();
		});

		it('is finished by the worker when the last request was cut off before its answer', async () => {
			const server = await tusServer(await contextOf(world, world.editor));
			const file = heavyPdf(1024 * 1024);
			const created = upload(server.endpoint, file, { itemKey: 'other' });
			while (created.url === '') await pause(5);
			expect(await created.done).toBe('done');
			const id = created.url.split('/').at(-1);
			const { owner } = world.database;
			// As a kill leaves it between the last byte and the part, and in the middle of a check.
			const again = await owner.query<{ id: string }>(
				`INSERT INTO upload (id, application_id, item_key, person_id, file_name, size, received, object_key, state, created_at, expires_at)
				 SELECT gen_random_uuid(), application_id, item_key, person_id, file_name, 64, 64, 'quarantine/' || gen_random_uuid(), 'open', created_at, expires_at
				 FROM upload WHERE id = $1 RETURNING id`,
				[id]
			);
			const cut = again.rows[0]?.id ?? '';
			await owner.query('INSERT INTO upload_piece (upload_id, start, bytes) VALUES ($1, 0, $2)', [
				cut,
				Buffer.alloc(64, 'x')
			]);
			await goOnWithUploads(world.app);
			const { rows } = await owner.query(
				'SELECT u.state, count(p.start)::int AS left FROM upload u LEFT JOIN upload_piece p ON p.upload_id = u.id WHERE u.id = $1 GROUP BY u.state',
				[cut]
			);
			expect(rows).toEqual([{ state: 'refused', left: 0 }]);
			await server.kill();
		});

		it('whose check is promised by a living process is left to it, and taken up when the promise ends', async () => {
			const { owner } = world.database;
			const { rows } = await owner.query<{ id: string }>(
				`INSERT INTO upload (id, application_id, item_key, person_id, file_name, size, received, object_key, state, created_at, expires_at, check_until)
				 SELECT gen_random_uuid(), application_id, item_key, person_id, file_name, 64, 64, 'quarantine/' || gen_random_uuid(), 'checking', created_at, expires_at, app_now() + interval '3 seconds'
				 FROM upload LIMIT 1 RETURNING id`
			);
			const id = rows[0]?.id ?? '';
			const state = async (): Promise<unknown> =>
				(await owner.query<{ state: string }>('SELECT state FROM upload WHERE id = $1', [id])).rows[0]?.state;
			await goOnWithUploads(world.app);
			expect(await state()).toBe('checking');
			await pause(3_200);
			await goOnWithUploads(world.app);
			expect(await state()).toBe('refused');
		});

		it('is not there for anybody else', async () => {
			const own = await tusServer(await contextOf(world, world.editor));
			const foreign = await tusServer(await contextOf(world, world.stranger));
			const file = heavyPdf(9 * 1024 * 1024);
			const sent = upload(own.endpoint, file, { itemKey: 'other' });
			while (sent.url === '') await pause(5);
			await sent.stop();
			const url = sent.url.replace(String(own.port), String(foreign.port));
			const headers = { 'tus-resumable': '1.0.0' };
			const statuses = await Promise.all(
				(['HEAD', 'GET', 'DELETE'] as const).map(
					async (method) => (await fetch(url, { method, headers })).status
				)
			);
			expect(statuses).toEqual([404, 404, 404]);
			const append = await fetch(url, {
				method: 'PATCH',
				headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
				body: new Uint8Array(file.subarray(0, CHUNK_BYTES))
			});
			expect(append.status).toBe(404);
			expect(codeOf(await upload(foreign.endpoint, file).done)).toBe('not_found');
			expect((await fetch(`${own.endpoint}/khong-co`, { headers })).status).toBe(404);
			await Promise.all([own.kill(), foreign.kill()]);
		});

		it('is refused before a byte is sent when it cannot fit', async () => {
			const server = await tusServer(await contextOf(world, world.editor));
			const tooLarge = await upload(server.endpoint, Buffer.alloc(50 * 1024 * 1024 + 1), { itemKey: 'other' })
				.done;
			expect([statusOf(tooLarge), codeOf(tooLarge)]).toEqual([413, 'file_too_large']);
			const empty = await upload(server.endpoint, Buffer.alloc(0), { itemKey: 'other' }).done;
			expect([statusOf(empty), codeOf(empty)]).toEqual([400, 'file_empty']);
			const unknown = await upload(server.endpoint, Buffer.alloc(9), { itemKey: 'khong_co' }).done;
			expect([statusOf(unknown), codeOf(unknown)]).toEqual([400, 'document_item_unknown']);
			const nameless = await upload(server.endpoint, Buffer.alloc(9), { filename: '' }).done;
			expect([statusOf(nameless), codeOf(nameless)]).toEqual([400, 'file_name_missing']);
			await server.kill();
		});

		it('that is another file than the browser read is refused, and nothing of it stays', async () => {
			const server = await tusServer(await contextOf(world, world.editor));
			const file = heavyPdf(1024 * 1024);
			const sent = upload(server.endpoint, file, { itemKey: 'other', sha256: 'a'.repeat(64) });
			expect(await sent.done).toBe('done');
			const outcome = await fetch(sent.url);
			expect(await outcome.json()).toMatchObject({ state: 'refused', problems: [{ code: 'hash_mismatch' }] });
			expect((await storedKeys(world.app)).filter((key) => key.startsWith('quarantine/'))).toEqual([]);
			await server.kill();
		});

		it('is forgotten when nobody comes back, and frees its room', async () => {
			const server = await tusServer(await contextOf(world, world.editor));
			const file = heavyPdf(17 * 1024 * 1024);
			const sent = upload(server.endpoint, file, { itemKey: 'other' });
			while (sent.url === '') await pause(5);
			await sent.stop();
			const { read } = world.app.db;
			const before = await read.uploads.volume(world.applicationId, 'dossier');
			await world.database.owner.query(
				`UPDATE call SET closes_at = closes_at + interval '9 days' WHERE id = $1`,
				[world.call.id]
			);
			await moveClock(world, 25);
			expect(await read.uploads.volume(world.applicationId, 'dossier')).toBeLessThan(before);
			expect(await tidyUploads(world.app)).toBeGreaterThan(0);
			const head = await fetch(sent.url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
			expect(head.status).toBe(410);
			await server.kill();
		});
	});
}
