import { createHash } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPaper } from '#lib/server/app/organisations/add-paper.ts';
import { openPaper } from '#lib/server/app/organisations/open-paper.ts';
import { listObjectFaults, checkObjects } from '#lib/server/app/uploads/check-objects.ts';
import { openDocument } from '#lib/server/app/steps/uploads/find-document.ts';
import { readTasks } from '../../support/tasks.ts';
import { HEADER_BYTES } from '#lib/server/storage/disk-object-file.ts';
import { objectVerifier } from '#lib/server/storage/verify-object.ts';
import { samplePdf } from '../../support/sample-files.ts';
import { contextOf, insertPerson, moveClock, said } from '../intake/world.ts';
import type { TestPerson } from '../intake/world.ts';
import { attached, openUploadWorld } from './upload-world.ts';
import type { UploadWorld } from './upload-world.ts';

let world: UploadWorld;
let objects: string;
beforeAll(async () => {
	objects = path.join('/tmp', `chuan-damage-${String(process.pid)}`);
	world = await openUploadWorld({ CHUAN_OBJECTS: objects, CHECK_FILES_PER_HOUR: '600' });
});
afterAll(async () => {
	await world.close();
	await rm(objects, { recursive: true, force: true });
});

/** Where the disk store keeps an object: by a digest of its key. */
function fileOf(key: string): string {
	const name = createHash('sha256').update(key, 'utf8').digest('hex');
	return path.join(objects, 'objects', name.slice(0, 2), name.slice(2, 4), name);
}

/** One byte of the stored object is another one, as on a failing disk; done again, it is the old one. */
async function flip(key: string, at: number): Promise<void> {
	const file = await open(fileOf(key), 'r+');
	const byte = Buffer.alloc(1);
	await file.read(byte, 0, 1, HEADER_BYTES + at);
	await file.write(Buffer.from([byte.readUInt8(0) ^ 1]), 0, 1, HEADER_BYTES + at);
	await file.close();
}

const keyOf = async (id: string): Promise<string> =>
	(await world.app.db.read.uploads.document(id))?.objectKey ?? '';
const told = { told: true };
const opened = async (id: string, range?: { start: number; end?: number }) => {
	const ctx = await contextOf(world, world.editor);
	return openDocument(ctx, { id, ...told, ...(range === undefined ? {} : { rangeOf: () => range }) });
};
const faultsOf = async (person: TestPerson) => {
	const listed = await listObjectFaults(await contextOf(world, person), { page: 1 });
	if (!listed.ok) throw new Error(listed.refusal.code);
	return listed.value;
};

describe('a stored file that is damaged', () => {
	it('is refused before its first byte, whole and by range, and the administrator is told', async () => {
		const bytes = samplePdf('nguyên vẹn');
		const id = await attached(world, { bytes });
		const whole = await opened(id, { start: 4, end: 9 });
		if (!whole.ok) throw new Error(whole.refusal.code);
		const part = Buffer.from(await new Response(whole.value.object.body).arrayBuffer());
		expect(part).toEqual(Buffer.from(bytes).subarray(4, 10));

		await flip(await keyOf(id), bytes.length - 1);
		expect(said(await opened(id))).toBe('object_damaged');
		// Also where the range itself is right: the file as a whole is not what was sent.
		expect(said(await opened(id, { start: 0, end: 3 }))).toBe('object_damaged');

		const keeper = await insertPerson(world, 'Quản trị', { grants: [{ role: 'administrator' }] });
		expect(await faultsOf(keeper)).toMatchObject({
			total: 1,
			rows: [{ kind: 'document', id, state: 'damaged' }]
		});
		const tasks = await readTasks(await contextOf(world, keeper));
		if (!tasks.ok) throw new Error(tasks.refusal.code);
		expect(tasks.value.waiting.map(({ kind, count }) => `${kind} ${String(count)}`)).toContain(
			'faulty_files 1'
		);
		const { rows } = await world.database.owner.query(
			`SELECT count(*)::int AS n FROM audit_entry WHERE action = 'find_object_state' AND object_id = $1`,
			[id]
		);
		expect(rows).toEqual([{ n: 1 }]);
		expect(said(await listObjectFaults(await contextOf(world, world.officer), { page: 1 }))).toBe(
			'not_found'
		);

		// Brought back from a backup: the next look finds it whole and takes it off the list.
		await flip(await keyOf(id), bytes.length - 1);
		await moveClock(world, 1);
		await checkObjects(world.app);
		expect((await faultsOf(keeper)).total).toBe(0);
		expect(said(await opened(id))).toBe('ok');
	});

	it('is known by what the portal recorded, where the store itself vouches for nothing', async () => {
		const bytes = samplePdf('đã ghi nhận');
		const id = await attached(world, { itemKey: 'other', bytes });
		const other = Buffer.from(bytes);
		other.writeUInt8(other.readUInt8(30) ^ 1, 30);
		await world.app.store.put(await keyOf(id), other);
		expect(said(await opened(id))).toBe('object_damaged');
		await world.app.store.put(await keyOf(id), bytes);
		expect(said(await opened(id))).toBe('ok');
	});

	it('breaks off before its last piece when it is too large to be read first', async () => {
		const bytes = Buffer.alloc(3_000_000, 'a');
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const expected = { objectKey: 'damage/large', size: bytes.length, sha256 };
		await world.app.store.put('damage/large', bytes);
		const verifier = objectVerifier(world.app.store);
		let alarms = 0;
		const read = async (range?: {
			start: number;
			end: number;
		}): Promise<{ got: number; broken: boolean }> => {
			const found = await verifier.open(expected, range, () => (alarms += 1));
			if (!found.ok) throw new Error(found.refusal.code);
			let got = 0;
			try {
				for await (const chunk of found.value.body) got += chunk.byteLength;
				return { got, broken: false };
			} catch {
				return { got, broken: true };
			}
		};
		const range = { start: 1_000, end: 700_000 };
		expect(await read()).toEqual({ got: bytes.length, broken: false });
		expect(await read(range)).toEqual({ got: 699_001, broken: false });
		for (const at of [0, 2_999_999]) {
			await flip('damage/large', at);
			for (const [asked, length] of [
				[undefined, bytes.length],
				[range, 699_001]
			] as const) {
				const answer = await read(asked);
				expect(answer.broken).toBe(true);
				expect(answer.got).toBeLessThan(length);
			}
			await flip('damage/large', at);
		}
		expect(alarms).toBe(4);
	});
});

describe('a paper of an organisation that is damaged', () => {
	it('is refused, listed and told of as a document is, and found by the looking in turns too', async () => {
		const officer = await insertPerson(world, 'Hỗ trợ', { grants: [{ role: 'enterprise_officer' }] });
		const keeper = await insertPerson(world, 'Quản trị kho', { grants: [{ role: 'administrator' }] });
		const bytes = samplePdf('giấy chứng nhận');
		const bring = async (fileName: string): Promise<string> => {
			const ctx = await contextOf(world, officer);
			const { organisationId } = world;
			const added = await addPaper(ctx, { organisationId, fileName, bytes: new Uint8Array(bytes) });
			if (!added.ok) throw new Error(added.refusal.code);
			return added.value.paperId;
		};
		const paperOf = async (id: string) =>
			openPaper(await contextOf(world, officer), { id, told: true, rangeOf: () => undefined });
		const [id, missing] = [await bring('GCN.pdf'), await bring('UQ.pdf')];
		const whole = await paperOf(id);
		if (!whole.ok) throw new Error(whole.refusal.code);
		await whole.value.object.body.cancel();
		const before = await faultsOf(keeper);

		await flip(`papers/${id}`, bytes.length - 1);
		expect(said(await paperOf(id))).toBe('object_damaged');
		const faults = await faultsOf(keeper);
		expect(faults.total).toBe(before.total + 1);
		expect(faults.rows[0]).toMatchObject({
			kind: 'organisation_paper',
			id,
			objectKey: `papers/${id}`,
			state: 'damaged'
		});
		const tasks = await readTasks(await contextOf(world, keeper));
		if (!tasks.ok) throw new Error(tasks.refusal.code);
		expect(tasks.value.waiting.map(({ kind, count }) => `${kind} ${String(count)}`)).toContain(
			`faulty_files ${String(faults.total)}`
		);
		const { rows } = await world.database.owner.query(
			`SELECT object_type AS type FROM audit_entry WHERE action = 'find_object_state' AND object_id = $1`,
			[id]
		);
		expect(rows).toEqual([{ type: 'organisation_paper' }]);

		await rm(fileOf(`papers/${missing}`));
		const found = (await checkObjects(world.app)).map(({ objectKey, state }) => `${objectKey} ${state}`);
		expect(found).toContain(`papers/${missing} missing`);
		// Both are brought back from a backup.
		await flip(`papers/${id}`, bytes.length - 1);
		await world.app.store.put(`papers/${missing}`, bytes);
		await moveClock(world, 1);
		await checkObjects(world.app);
		expect((await faultsOf(keeper)).total).toBe(0);
		expect(said(await paperOf(id))).toBe('ok');
	});
});

describe('the looking through all files in turns', () => {
	it('finds damaged and missing ones, once, and goes on where it was', async () => {
		const damaged = await attached(world, { itemKey: 'other', bytes: samplePdf('sẽ hỏng') });
		const missing = await attached(world, { itemKey: 'other', bytes: samplePdf('sẽ mất') });
		await flip(await keyOf(damaged), 20);
		await rm(fileOf(await keyOf(missing)));
		const few = { ...world.app, config: { ...world.app.config, checksPerHour: 60 } };
		const found: string[] = [];
		for (let i = 0; i < 4; i += 1)
			for (const { objectKey, state } of await checkObjects(few)) found.push(`${objectKey} ${state}`);
		expect(found.sort()).toEqual(
			[`${await keyOf(damaged)} damaged`, `${await keyOf(missing)} missing`].sort()
		);
		await moveClock(world, 25);
		expect(await checkObjects(world.app)).toEqual([]);
		expect(said(await opened(missing))).toBe('object_not_found');
		expect(await checkObjects({ ...few, config: { ...few.config, checksPerHour: 0 } })).toEqual([]);
		expect((await readdir(objects)).length).toBeGreaterThan(0);
	});
});
