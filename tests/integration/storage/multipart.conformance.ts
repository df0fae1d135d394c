import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MIN_PART_BYTES, type ObjectStore, type StoredPart } from '#lib/server/app/storage/ports.ts';
import { hashObject, readObject } from '#lib/server/storage/read-object.ts';
import { bytesOf, code, freshSpace, sha256, value } from './store-answers.ts';

/** What every adapter must do alike with an upload in parts. `open`, called afresh, is a restarted process. */
export function multipartConformance(name: string, open: () => Promise<ObjectStore>): void {
	describe(`${name}: multipart uploads`, () => {
		const big = randomBytes(MIN_PART_BYTES);
		const second = randomBytes(MIN_PART_BYTES + 17);
		const tail = randomBytes(1234);

		it('joins parts, sent out of order, across a restart', async () => {
			const key = `${freshSpace()}/joined`;
			const first = await open();
			const upload = value(await first.beginUpload(key, { contentType: 'application/pdf' }));
			const parts: StoredPart[] = [];
			parts[2] = value(await first.putPart(upload, 3, tail));
			parts[0] = value(await first.putPart(upload, 1, big));
			expect(code(await first.head(key))).toBe('object_not_found');

			const restarted = await open();
			const remembered = JSON.parse(JSON.stringify({ upload, parts })) as {
				upload: typeof upload;
				parts: StoredPart[];
			};
			remembered.parts[1] = value(await restarted.putPart(remembered.upload, 2, second));
			const object = value(await restarted.complete(remembered.upload, remembered.parts));
			const whole = Buffer.concat([big, second, tail]);
			expect(object).toEqual({ key, size: whole.byteLength, contentType: 'application/pdf' });
			expect(value(await hashObject(restarted, key))).toEqual({
				sha256: sha256(whole),
				size: whole.byteLength
			});
			const seam = value(
				await readObject(restarted, key, { start: MIN_PART_BYTES - 10, end: MIN_PART_BYTES + 9 })
			);
			expect(Buffer.compare(seam, whole.subarray(MIN_PART_BYTES - 10, MIN_PART_BYTES + 10))).toBe(0);
		});

		it('can be copied and deleted like any object', async () => {
			const store = await open();
			const home = freshSpace();
			const upload = value(await store.beginUpload(`${home}/quarantine`, { contentType: 'image/png' }));
			const parts = [value(await store.putPart(upload, 1, big)), value(await store.putPart(upload, 2, tail))];
			value(await store.complete(upload, parts));
			const copied = value(await store.copy(`${home}/quarantine`, `${home}/promoted`));
			expect(copied.contentType).toBe('image/png');
			value(await store.delete(`${home}/quarantine`));
			expect(value(await hashObject(store, `${home}/promoted`)).sha256).toBe(
				sha256(Buffer.concat([big, tail]))
			);
			expect(value(await store.list(home)).objects.map(({ key }) => key)).toEqual([`${home}/promoted`]);
		});

		it('lets a part be sent again: the last one counts', async () => {
			const store = await open();
			const key = `${freshSpace()}/again`;
			const upload = value(await store.beginUpload(key));
			const stale = value(await store.putPart(upload, 1, Buffer.from('first try')));
			const fresh = value(await store.putPart(upload, 1, Buffer.from('second try')));
			expect(code(await store.complete(upload, [stale]))).toBe('part_mismatch');
			value(await store.complete(upload, [fresh]));
			expect((await bytesOf(store, key)).toString()).toBe('second try');
		});

		it('refuses a missing part, a forged mark, a wrong order, a part named twice, and none', async () => {
			const store = await open();
			const key = `${freshSpace()}/never`;
			const upload = value(await store.beginUpload(key));
			const one = value(await store.putPart(upload, 1, big));
			const two = value(await store.putPart(upload, 2, tail));
			const forged = { ...two, etag: one.etag };
			expect(code(await store.complete(upload, [one, { ...two, partNo: 3 }]))).toBe('part_mismatch');
			expect(code(await store.complete(upload, [one, forged]))).toBe('part_mismatch');
			expect(code(await store.complete(upload, [two, one]))).toBe('part_mismatch');
			expect(code(await store.complete(upload, [one, one]))).toBe('part_mismatch');
			expect(code(await store.complete(upload, []))).toBe('part_mismatch');
			expect(code(await store.head(key))).toBe('object_not_found');
			value(await store.complete(upload, [one, two]));
		});

		it('refuses a small part before the last', async () => {
			const store = await open();
			const upload = value(await store.beginUpload(`${freshSpace()}/small`));
			const parts = [
				value(await store.putPart(upload, 1, tail)),
				value(await store.putPart(upload, 2, tail))
			];
			expect(code(await store.complete(upload, parts))).toBe('part_too_small');
			value(await store.abort(upload));
		});

		it.each([0, -1, 1.5, 10_001])('refuses part number %d', async (partNo) => {
			const store = await open();
			const upload = value(await store.beginUpload(`${freshSpace()}/number`));
			expect(code(await store.putPart(upload, partNo, tail))).toBe('part_mismatch');
			value(await store.abort(upload));
		});

		it('keeps the old object until complete, and two uploads of one key apart', async () => {
			const store = await open();
			const key = `${freshSpace()}/raced`;
			value(await store.put(key, Buffer.from('old')));
			const a = value(await store.beginUpload(key));
			const b = value(await store.beginUpload(key));
			const partA = value(await store.putPart(a, 1, Buffer.from('from a')));
			const partB = value(await store.putPart(b, 1, Buffer.from('from b')));
			expect((await bytesOf(store, key)).toString()).toBe('old');
			value(await store.complete(b, [partB]));
			expect((await bytesOf(store, key)).toString()).toBe('from b');
			value(await store.complete(a, [partA]));
			expect((await bytesOf(store, key)).toString()).toBe('from a');
		});

		it('forgets an aborted upload, and lets abort be repeated', async () => {
			const store = await open();
			const key = `${freshSpace()}/aborted`;
			const upload = value(await store.beginUpload(key));
			const part = value(await store.putPart(upload, 1, tail));
			value(await store.abort(upload));
			value(await store.abort(upload));
			expect(code(await store.putPart(upload, 2, tail))).toBe('upload_not_found');
			expect(code(await store.complete(upload, [part]))).toBe('upload_not_found');
			expect(code(await store.head(key))).toBe('object_not_found');
		});

		it('answers a repeated complete with the object or upload_not_found, and the object stays', async () => {
			const store = await open();
			const key = `${freshSpace()}/twice`;
			const upload = value(await store.beginUpload(key));
			const part = value(await store.putPart(upload, 1, tail));
			value(await store.complete(upload, [part]));
			const again = await store.complete(upload, [part]);
			expect(again.ok ? again.value.size : again.refusal.code).toBeOneOf([
				tail.byteLength,
				'upload_not_found'
			]);
			expect(Buffer.compare(await bytesOf(store, key), tail)).toBe(0);
		});

		it.each(['no-such-upload', '../../etc', randomUUID()])('knows no upload %j', async (uploadId) => {
			const store = await open();
			const upload = { key: `${freshSpace()}/forged`, uploadId };
			expect(code(await store.putPart(upload, 1, tail))).toBe('upload_not_found');
			value(await store.abort(upload));
		});
	});
}
