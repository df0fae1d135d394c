import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ByteRange, ObjectStore } from '#lib/server/app/storage/ports.ts';
import { hashObject, readObject } from '#lib/server/storage/read-object.ts';
import { multipartConformance } from './multipart.conformance.ts';
import { bytesOf, code, freshSpace, sha256, value } from './store-answers.ts';

/** What every adapter of the port must do alike. `open` gives the store; called afresh, it is a restarted process. */
export function objectStoreConformance(name: string, open: () => Promise<ObjectStore>): void {
	describe(`${name}: whole objects`, () => {
		it('gives back the bytes, size and type that were put', async () => {
			const store = await open();
			const key = `${freshSpace()}/hồ sơ số 1.pdf`;
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
			const key = `${freshSpace()}/empty`;
			value(await store.put(key, new Uint8Array()));
			expect(value(await store.head(key))).toEqual({ key, size: 0, contentType: 'application/octet-stream' });
			expect((await bytesOf(store, key)).byteLength).toBe(0);
		});

		it('replaces an object whole', async () => {
			const store = await open();
			const key = `${freshSpace()}/x`;
			value(await store.put(key, Buffer.from('a longer first version'), { contentType: 'text/plain' }));
			value(await store.put(key, Buffer.from('second'), { contentType: 'image/png' }));
			expect((await bytesOf(store, key)).toString()).toBe('second');
			expect(value(await store.head(key)).contentType).toBe('image/png');
		});

		it('keeps an object over a restart', async () => {
			const key = `${freshSpace()}/kept`;
			value(await (await open()).put(key, Buffer.from('still here')));
			expect((await bytesOf(await open(), key)).toString()).toBe('still here');
		});

		it('says object_not_found for get, head and copy of nothing, and lets delete pass', async () => {
			const store = await open();
			const key = `${freshSpace()}/nothing`;
			expect(code(await store.get(key))).toBe('object_not_found');
			expect(code(await store.get(key, { start: 0 }))).toBe('object_not_found');
			expect(code(await store.head(key))).toBe('object_not_found');
			expect(code(await store.copy(key, `${key}-2`))).toBe('object_not_found');
			expect(value(await store.delete(key))).toBeUndefined();
		});

		it('deletes, and deletes again', async () => {
			const store = await open();
			const key = `${freshSpace()}/gone`;
			value(await store.put(key, Buffer.from('x')));
			value(await store.delete(key));
			value(await store.delete(key));
			expect(code(await store.head(key))).toBe('object_not_found');
		});

		it('copies bytes and type, also onto a key that is taken, and leaves the source', async () => {
			const store = await open();
			const home = freshSpace();
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
			const key = `${freshSpace()}/unread`;
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
			const key = `${freshSpace()}/ten`;
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
				const key = `${freshSpace()}/ten`;
				value(await store.put(key, Buffer.from('0123456789')));
				expect(code(await store.get(key, range))).toBe('range_not_satisfiable');
			}
		);

		it('refuses any range of an empty object', async () => {
			const store = await open();
			const key = `${freshSpace()}/empty`;
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
			const home = freshSpace();
			const keys = [`${home}/a`, `${home}/a/b`, `${home}/A`, `${home}/a.json`, `${home}/…${'y'.repeat(300)}`];
			for (const key of keys) value(await store.put(key, Buffer.from(key)));
			for (const key of keys) expect((await bytesOf(store, key)).toString()).toBe(key);
		});
	});

	describe(`${name}: listings`, () => {
		it('lists a prefix in byte order, page by page', async () => {
			const store = await open();
			const home = freshSpace();
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
			const home = freshSpace();
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

	multipartConformance(name, open);
}
