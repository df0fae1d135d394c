import { mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readObject } from '#lib/server/storage/read-object.ts';
import { openDiskStore } from '#lib/server/storage/disk-store.ts';
import type { ObjectStore } from '#lib/server/app/storage/ports.ts';
import { objectStoreConformance } from './object-store.conformance.ts';

const folders: string[] = [];
async function freshFolder(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'chuẩn kho '));
	folders.push(folder);
	return folder;
}
afterAll(async () => {
	for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function openIn(folder: string): Promise<ObjectStore> {
	const opened = await openDiskStore(folder);
	if (!opened.ok) throw new Error(opened.refusal.code);
	return opened.value;
}

const shared = await freshFolder();
objectStoreConformance('disk store', () => openIn(shared));

describe('disk store: what only a disk can do', () => {
	async function onlyFile(folder: string): Promise<string> {
		const entries = await readdir(path.join(folder, 'objects'), { recursive: true, withFileTypes: true });
		const files = entries.filter((entry) => entry.isFile());
		const [file] = files;
		if (file === undefined || files.length > 1)
			throw new Error(`${files.length} files where one was expected`);
		return path.join(file.parentPath, file.name);
	}

	it('names no file after a key', async () => {
		const folder = await freshFolder();
		await (await openIn(folder)).put('hồ sơ/mật.pdf', Buffer.from('x'));
		const file = path.relative(folder, await onlyFile(folder));
		expect(file).toMatch(/^objects\/([0-9a-f]{2})\/([0-9a-f]{2})\/\1\2[0-9a-f]{60}$/);
	});

	it('reports a flipped byte instead of serving it', async () => {
		const folder = await freshFolder();
		const store = await openIn(folder);
		await store.put('k', Buffer.from('one hundred million'));
		const file = await onlyFile(folder);
		const bytes = await readFile(file);
		await writeFile(file, Buffer.concat([bytes.subarray(0, -1), Buffer.from('N')]));
		expect(await readObject(store, 'k')).toMatchObject({ ok: false, refusal: { code: 'object_damaged' } });
		expect(await store.copy('k', 'k2')).toMatchObject({ ok: false, refusal: { code: 'object_damaged' } });
		expect(await store.head('k2')).toMatchObject({ ok: false, refusal: { code: 'object_not_found' } });
	});

	it('reports a file that was cut off', async () => {
		const folder = await freshFolder();
		const store = await openIn(folder);
		await store.put('k', Buffer.from('one hundred million'));
		const file = await onlyFile(folder);
		await truncate(file, (await readFile(file)).byteLength - 1);
		expect(await store.head('k')).toMatchObject({ ok: false, refusal: { code: 'object_damaged' } });
	});

	it('refuses a part that was damaged on disk after it was acknowledged', async () => {
		const folder = await freshFolder();
		const store = await openIn(folder);
		const upload = await store.beginUpload('k');
		if (!upload.ok) throw new Error(upload.refusal.code);
		const part = await store.putPart(upload.value, 1, Buffer.from('some bytes'));
		if (!part.ok) throw new Error(part.refusal.code);
		const home = path.join(folder, 'uploads', upload.value.uploadId, 'part-00001');
		await writeFile(home, 'same bytes');
		expect(await store.complete(upload.value, [part.value])).toMatchObject({
			ok: false,
			refusal: { code: 'part_mismatch' }
		});
		await truncate(home, 4);
		expect(await store.complete(upload.value, [part.value])).toMatchObject({
			ok: false,
			refusal: { code: 'part_mismatch' }
		});
		expect(await store.head('k')).toMatchObject({ ok: false, refusal: { code: 'object_not_found' } });
	});

	it('leaves nothing behind in its scratch folder', async () => {
		expect(await readdir(path.join(shared, 'scratch'))).toEqual([]);
	});

	it('refuses a place where no folder can be', async () => {
		const folder = await freshFolder();
		await writeFile(path.join(folder, 'a file'), '');
		await symlink('/proc/nowhere', path.join(folder, 'dangling'));
		for (const place of ['a file/store', 'dangling/store']) {
			expect(await openDiskStore(path.join(folder, place))).toMatchObject({
				ok: false,
				refusal: { code: 'store_unavailable' }
			});
		}
	});
});
