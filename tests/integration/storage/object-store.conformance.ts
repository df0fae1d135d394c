import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Result } from '#lib/domain/shared/result.ts';
import {
	MIN_PART_BYTES,
	type ByteRange,
	type ObjectStore,
	type StoredPart
} from '#lib/server/app/storage/ports.ts';
import { hashObject, readObject } from '#lib/server/storage/read-object.ts';

/** What every adapter of the port must do alike. `open` gives the store; called afresh, it is a restarted process. */
export function objectStoreConformance(name: string, open: () => Promise<ObjectStore>): void {
	/** A folder of keys of its own per test, so that tests never see each other's objects. */
	const space = (): string => `conformance/${randomUUID()}`;

	describe(`${name}: whole objects`, () => {
		it('gives back the bytes, size and type that were put', async () => {
			const store = await open();
			const key = `${space()}/hồ sơ số 1.pdf`;
			const bytes = randomBytes(300_000);
			expect(value(await store.put(key, bytes, { contentType: 'application/pdf' }))).toEqual({
				key,
				size: 300_000,
				contentType: 'application/pdf'
			});
			expect(value(await store.head(key))).toEqual({ key, size: 300_000, contentType: 'application/pdf' });
			expect(Buffer.compare(await bytesOf(store, key), bytes)).toBe(0);
			expect(value(await hashObject(store, key))).toEqual({ sha256: sha256(bytes), size: 300_000 });
		});

		it('keeps an empty object and an object without a type', async () => {
			const store = await open();
			const key = `${space()}/empty`;
			value(await store.put(key, new Uint8Array()));
			expect(value(await store.head(key))).toEqual({ key, size: 0, contentType: 'application/octet-stream' });
			expect((await bytesOf(store, key)).byteLength).toBe(0);
		});

		it('replaces an object whole', async () => {
			const store = await open();
			const key = `${space()}/x`;
			value(await store.put(key, Buffer.from('a longer first version'), { contentType: 'text/plain' }));
			value(await store.put(key, Buffer.from('second'), { contentType: 'image/png' }));
			expect((await bytesOf(store, key)).toString()).toBe('second');
			expect(value(await store.head(key)).contentType).toBe('image/png');
		});

		it('keeps an object over a restart', async () => {
			const key = `${space()}/kept`;
			value(await (await open()).put(key, Buffer.from('still here')));
			expect((await bytesOf(await open(), key)).toString()).toBe('still here');
		});

		it('says object_not_found for get, head and copy of nothing, and lets delete pass', async () => {
			const store = await open();
			const key = `${space()}/nothing`;
			expect(code(await store.get(key))).toBe('object_not_found');
			expect(code(await store.get(key, { start: 0 }))).toBe('object_not_found');
			expect(code(await store.head(key))).toBe('object_not_found');
			expect(code(await store.copy(key, `${key}-2`))).toBe('object_not_found');
			expect(value(await store.delete(key))).toBeUndefined();
		});

		it('deletes, and deletes again', async () => {
			const store = await open();
			const key = `${space()}/gone`;
			value(await store.put(key, Buffer.from('x')));
			value(await store.delete(key));
			value(await store.delete(key));
			expect(code(await store.head(key))).toBe('object_not_found');
		});

		it('copies bytes and type, also onto a key that is taken, and leaves the source', async () => {
			const store = await open();
			const home = space();
			const from = `${home}/quarantine/tệp +&?#%20 đính kèm.docx`;
			const to = `${home}/files/b`;
			value(await store.put(from, Buffer.from('content'), { contentType: 'text/x-one' }));
			value(await store.put(to, Buffer.from('an older object'), { contentType: 'text/x-two' }));
			expect(value(await store.copy(from, to))).toEqual({ key: to, size: 7, contentType: 'text/x-one' });
			expect((await bytesOf(store, to)).toString()).toBe('content');
			expect((await bytesOf(store, from)).toString()).toBe('content');
		});

		it('lets a body be left unread', async () => {
			const store = await open();
			const key = `${space()}/unread`;
			value(await store.put(key, randomBytes(2_000_000)));
			const found = value(await store.get(key));
			const reader = found.body.getReader();
			await reader.read();
			await reader.cancel();
			value(await store.delete(key));
		});
	});

	describe(`${name}: ranges`, () => {
		const cases: [ByteRange, string][] = [
			[{ start: 0, end: 0 }, '0'],
			[{ start: 2, end: 5 }, '2345'],
			[{ start: 7 }, '789'],
			[{ start: 7, end: 500 }, '789'],
			[{ start: 0, end: 9 }, '0123456789']
		];
		it.each(cases)('%j', async (range, expected) => {
			const store = await open();
			const key = `${space()}/ten`;
			value(await store.put(key, Buffer.from('0123456789')));
			const found = value(await store.get(key, range));
			expect(found).toMatchObject({
				size: 10,
				start: range.start,
				end: range.start + expected.length - 1
			});
			await found.body.cancel();
			expect(Buffer.from(value(await readObject(store, key, range))).toString()).toBe(expected);
		});

		it.each([{ start: 10 }, { start: 11, end: 12 }, { start: 5, end: 4 }, { start: -1 }])(
			'refuses %j of ten bytes',
			async (range) => {
				const store = await open();
				const key = `${space()}/ten`;
				value(await store.put(key, Buffer.from('0123456789')));
				expect(code(await store.get(key, range))).toBe('range_not_satisfiable');
			}
		);

		it('refuses any range of an empty object', async () => {
			const store = await open();
			const key = `${space()}/empty`;
			value(await store.put(key, new Uint8Array()));
			expect(code(await store.get(key, { start: 0 }))).toBe('range_not_satisfiable');
		});
	});

	describe(`${name}: keys`, () => {
		const hostile = [
			'',
			'/',
			'/etc/passwd',
			'../outside',
			'a/../../b',
			'a//b',
			'a/./b',
			'a/',
			'nul\u0000byte',
			'line\nbreak',
			'e\u0302 decomposed',
			'lone \ud800 surrogate',
			'x'.repeat(513)
		];
		it.each(hostile)('refuses %j everywhere', async (key) => {
			const store = await open();
			const refusals = [
				await store.put(key, Buffer.from('x')),
				await store.get(key),
				await store.head(key),
				await store.delete(key),
				await store.copy(key, 'good'),
				await store.copy('good', key),
				await store.beginUpload(key)
			];
			expect(refusals.map(code)).toEqual(Array.from(refusals, () => 'key_invalid'));
		});

		it('keeps a key apart from the one that begins like it, and upper from lower case', async () => {
			const store = await open();
			const home = space();
			const keys = [`${home}/a`, `${home}/a/b`, `${home}/A`, `${home}/a.json`, `${home}/…${'y'.repeat(300)}`];
			for (const key of keys) value(await store.put(key, Buffer.from(key)));
			for (const key of keys) expect((await bytesOf(store, key)).toString()).toBe(key);
		});
	});

	describe(`${name}: listings`, () => {
		it('lists a prefix in byte order, page by page', async () => {
			const store = await open();
			const home = space();
			const names = ['b', 'a/2', 'a/1', 'đ', 'z', 'Z'];
			for (const name of names) value(await store.put(`${home}/${name}`, Buffer.from(name)));
			value(await store.put(`${home}-other`, Buffer.from('x')));
			const pages: string[][] = [];
			let cursor: string | undefined;
			do {
				const page = value(await store.list(`${home}/`, { limit: 4, ...(cursor && { cursor }) }));
				pages.push(page.objects.map(({ key }) => key.slice(home.length + 1)));
				cursor = page.next ?? undefined;
			} while (cursor !== undefined);
			expect(pages).toEqual([
				['Z', 'a/1', 'a/2', 'b'],
				['z', 'đ']
			]);
		});

		it('gives sizes, shows no running upload, and is empty for an unknown prefix', async () => {
			const store = await open();
			const home = space();
			value(await store.put(`${home}/three`, Buffer.from('abc')));
			const upload = value(await store.beginUpload(`${home}/running`));
			value(await store.putPart(upload, 1, Buffer.from('x')));
			expect(value(await store.list(home))).toEqual({
				objects: [{ key: `${home}/three`, size: 3 }],
				next: null
			});
			expect(value(await store.list(`${home}/none`))).toEqual({ objects: [], next: null });
			value(await store.abort(upload));
		});
	});

	describe(`${name}: multipart uploads`, () => {
		const big = randomBytes(MIN_PART_BYTES);
		const second = randomBytes(MIN_PART_BYTES + 17);
		const tail = randomBytes(1234);

		it('joins parts, sent out of order, across a restart', async () => {
			const key = `${space()}/joined`;
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
			const home = space();
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
			const key = `${space()}/again`;
			const upload = value(await store.beginUpload(key));
			const stale = value(await store.putPart(upload, 1, Buffer.from('first try')));
			const fresh = value(await store.putPart(upload, 1, Buffer.from('second try')));
			expect(code(await store.complete(upload, [stale]))).toBe('part_mismatch');
			value(await store.complete(upload, [fresh]));
			expect((await bytesOf(store, key)).toString()).toBe('second try');
		});

		it('refuses a missing part, a forged mark, a wrong order, a part named twice, and none', async () => {
			const store = await open();
			const key = `${space()}/never`;
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
			const upload = value(await store.beginUpload(`${space()}/small`));
			const parts = [
				value(await store.putPart(upload, 1, tail)),
				value(await store.putPart(upload, 2, tail))
			];
			expect(code(await store.complete(upload, parts))).toBe('part_too_small');
			value(await store.abort(upload));
		});

		it.each([0, -1, 1.5, 10_001])('refuses part number %d', async (partNo) => {
			const store = await open();
			const upload = value(await store.beginUpload(`${space()}/number`));
			expect(code(await store.putPart(upload, partNo, tail))).toBe('part_mismatch');
			value(await store.abort(upload));
		});

		it('keeps the old object until complete, and two uploads of one key apart', async () => {
			const store = await open();
			const key = `${space()}/raced`;
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
			const key = `${space()}/aborted`;
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
			const key = `${space()}/twice`;
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
			const upload = { key: `${space()}/forged`, uploadId };
			expect(code(await store.putPart(upload, 1, tail))).toBe('upload_not_found');
			value(await store.abort(upload));
		});
	});
}

function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function value<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
	return result.value;
}

function code(result: Result<unknown>): string {
	return result.ok ? 'accepted' : result.refusal.code;
}

async function bytesOf(store: ObjectStore, key: string): Promise<Buffer> {
	return Buffer.from(value(await readObject(store, key)));
}
